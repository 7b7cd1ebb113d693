<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * What somebody signs in with. Known by a print; kept sealed; never here itself.
 */
final class Secret implements PlanObject
{
    public const BEGIN = 'secret:';

    private string $owner;

    public function __construct(string $owner)
    {
        $this->owner = $owner;
    }

    public static function isKey(string $key): bool
    {
        return strpos($key, self::BEGIN) === 0;
    }

    public function key(): string
    {
        return self::BEGIN . $this->owner;
    }

    public function owners(): array
    {
        return [$this->owner];
    }

    public function settled(Made $made): PlanObject
    {
        return $this;
    }

    public function keep(Config $config, Made $made): array
    {
        $secret = $config->secret($this->owner);
        return $secret === null ? [] : ['print' => $secret->mark(), 'sealed' => $secret->sealed()];
    }

    public function state(Config $config, Made $made): array
    {
        $secret = $config->secret($this->owner);
        return $secret === null ? ['there' => false] : ['there' => true, 'print' => $secret->mark()];
    }

    public function isAsKept(array $kept, Config $config, Made $made): bool
    {
        $secret = $config->secret($this->owner);
        return ($secret === null ? '' : $secret->mark()) === self::text($kept, 'print');
    }

    /**
     * Whoever gave it another one by hand knows it, and a phone has it by now.
     */
    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        return $this->keep($now, $made);
    }

    public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void
    {
        $secret = $config->secret($this->owner);
        $sealed = self::text($kept, 'sealed');
        if ($secret === null || $sealed === '') {
            throw PlayFailed::refused($secret === null ? 'no such owner' : 'nothing was kept');
        }
        $restorer->putSealed($this->owner, $secret->row(), $sealed);
    }

    public function predict(array $kept, Config $config, Made $made): Config
    {
        $secret = $config->secret($this->owner);
        return $secret === null ? $config : $config->withSecret($this->owner, $secret->renewed(self::text($kept, 'print')));
    }

    /**
     * @param array<mixed> $kept
     */
    private static function text(array $kept, string $name): string
    {
        return is_string($kept[$name] ?? null) ? $kept[$name] : '';
    }
}
