<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Facts\SecurityMode;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Mode;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;

/**
 * Sets the security mode, which Core's own page sets with a level. Earlier releases have none.
 */
final class SetMode implements ReadableStep
{
    use ReadBack;

    /** @var value-of<SecurityMode::ALL> */
    private string $mode;

    /**
     * @phpstan-param value-of<SecurityMode::ALL> $mode
     */
    private function __construct(string $mode)
    {
        $this->mode = $mode;
    }

    public static function kind(): string
    {
        return 'fail2ban.mode';
    }

    public static function fields(): array
    {
        return ['mode'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->oneOf('mode', SecurityMode::ALL));
    }

    public function parts(): array
    {
        return ['fail2ban'];
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
        return [new Mode()];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'setting', 'key' => Config::MODE]];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        if ($config->mode() === null) {
            throw new PlanRefused(PlanRefused::NO_SUCH_SETTING);
        }
        return $config->withSetting(Config::MODE, $this->mode);
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $hands->executor()->setMode($this->mode);
        return null;
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'mode' => $this->mode];
    }
}
