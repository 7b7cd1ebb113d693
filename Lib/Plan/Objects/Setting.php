<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * One of Core's settings, kept as it is written; what it means, each kind says by itself.
 */
abstract class Setting implements PlanObject
{
    /**
     * @phpstan-return value-of<Config::SETTINGS>
     */
    abstract protected function name(): string;

    final public function key(): string
    {
        return 'setting:' . $this->name();
    }

    final public function owners(): array
    {
        return [];
    }

    final public function settled(Made $made): PlanObject
    {
        return $this;
    }

    final public function keep(Config $config, Made $made): array
    {
        return ['value' => $config->setting($this->name())];
    }

    final public function isAsKept(array $kept, Config $config, Made $made): bool
    {
        return $config->setting($this->name()) === self::value($kept);
    }

    final public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void
    {
        $restorer->putSetting($this->name(), self::value($kept));
    }

    final public function predict(array $kept, Config $config, Made $made): Config
    {
        return $config->withSetting($this->name(), self::value($kept));
    }

    /**
     * @param array<mixed> $kept
     */
    private static function value(array $kept): string
    {
        return is_string($kept['value'] ?? null) ? $kept['value'] : '';
    }
}
