<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\SshKeys;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;

/**
 * These keys open SSH no longer. Named by what they are: whoever adds or changes one meanwhile is told apart, and never is another one removed.
 */
final class RemoveSshKeys implements ReadableStep
{
    use ReadBack;

    private const FINGERPRINT = '~\ASHA256:[A-Za-z0-9+/]{43}\z~';
    private const MOST = 100;

    /** @var list<string> */
    private array $fingerprints;

    /**
     * @param list<string> $fingerprints
     */
    private function __construct(array $fingerprints)
    {
        $this->fingerprints = $fingerprints;
    }

    public static function kind(): string
    {
        return 'ssh.remove-keys';
    }

    public static function fields(): array
    {
        return ['fingerprints'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->list('fingerprints', self::FINGERPRINT, 1, self::MOST));
    }

    public function parts(): array
    {
        return [];
    }

    public function makesRule(): bool
    {
        return false;
    }

    public function refersTo(): ?int
    {
        return null;
    }

    public function objects(int $place, bool $hasOrder): array
    {
        return [new SshKeys()];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'setting', 'key' => Config::SSH_KEYS]];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        if (array_diff($this->fingerprints, $config->sshKeys()) !== []) {
            throw new PlanRefused(PlanRefused::NO_SUCH_OWNER);
        }
        return $config->withSetting(Config::SSH_KEYS, $this->left($config));
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $hands->executor()->setSshKeys($this->left($now));
        return null;
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'fingerprints' => $this->fingerprints];
    }

    private function left(Config $config): string
    {
        return AuthorizedKeys::without($config->setting(Config::SSH_KEYS), $this->fingerprints);
    }
}
