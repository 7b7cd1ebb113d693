<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Fail2ban;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;

/**
 * Sets the numbers of Fail2Ban, and its list of addresses that are never banned.
 */
final class PatchFail2ban implements ReadableStep
{
    use ReadBack;

    /** Core takes less and more, and bans nobody then, or everybody. */
    private const MOST_TRIES = 100;
    private const SHORTEST = 60;
    private const YEAR = 31536000;
    private const MOST_NETWORKS = 100;
    /** Of the column, in characters. */
    private const LONGEST_LIST = 500;
    private const NETWORK = '/\A[0-9A-Fa-f:.]{2,45}(?:\/[0-9]{1,3})?\z/';

    private int $maxretry;
    private int $findtime;
    private int $bantime;
    /** @var list<string>|null */
    private ?array $whitelist;

    /**
     * @param list<string>|null $whitelist
     */
    private function __construct(int $maxretry, int $findtime, int $bantime, ?array $whitelist)
    {
        $this->maxretry = $maxretry;
        $this->findtime = $findtime;
        $this->bantime = $bantime;
        $this->whitelist = $whitelist;
    }

    public static function kind(): string
    {
        return 'fail2ban.patch';
    }

    public static function fields(): array
    {
        return ['maxretry', 'findtime', 'bantime', 'whitelist'];
    }

    public static function read(Fields $fields): Step
    {
        return new self(
            $fields->number('maxretry', 1, self::MOST_TRIES),
            $fields->number('findtime', self::SHORTEST, self::YEAR),
            $fields->number('bantime', self::SHORTEST, self::YEAR),
            $fields->isNull('whitelist') ? null : self::networks($fields, 'whitelist', 0)
        );
    }

    /**
     * @param int<0, 1> $least
     *
     * @return list<string> each an address or a network
     */
    public static function networks(Fields $fields, string $name, int $least): array
    {
        $networks = $fields->list($name, self::NETWORK, $least, self::MOST_NETWORKS);
        foreach ($networks as $network) {
            if (Networks::normal($network) === null) {
                throw $fields->unfit($name);
            }
        }
        if (strlen(implode(' ', $networks)) > self::LONGEST_LIST) {
            throw $fields->unfit($name);
        }
        return $networks;
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
        return [new Fail2ban()];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'fail2ban']];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        $row = $config->fail2ban();
        if ($row === null) {
            throw new PlanRefused(PlanRefused::NO_SUCH_RULE);
        }
        $new = [
            'maxretry' => (string) $this->maxretry,
            'findtime' => (string) $this->findtime,
            'bantime' => (string) $this->bantime,
        ];
        $list = $this->whitelist === null ? [] : ['whitelist' => implode(' ', $this->whitelist)];
        return $config->withFail2ban($new + $list + $row);
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $hands->executor()->patchFail2ban($this->maxretry, $this->findtime, $this->bantime, $this->whitelist);
        return null;
    }

    public function told(): array
    {
        return [
            'kind' => self::kind(),
            'maxretry' => $this->maxretry,
            'findtime' => $this->findtime,
            'bantime' => $this->bantime,
            'whitelist' => $this->whitelist,
        ];
    }
}
