<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * One switch of Core's settings.
 */
final class Setting implements PlanObject
{
    private string $key;

    /**
     * @phpstan-param value-of<Config::SWITCHES> $key
     */
    public function __construct(string $key)
    {
        $this->key = $key;
    }

    public function key(): string
    {
        return 'setting:' . $this->key;
    }

    public function settled(Made $made): PlanObject
    {
        return $this;
    }

    public function keep(Config $config, Made $made): array
    {
        return ['value' => $config->setting($this->key)];
    }

    public function state(Config $config, Made $made): array
    {
        return ['on' => $config->isOn($this->key)];
    }

    public function isAsKept(array $kept, Config $config, Made $made): bool
    {
        return $config->setting($this->key) === self::value($kept);
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        return $kept;
    }

    public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void
    {
        $restorer->putSetting($this->key, self::value($kept));
    }

    public function predict(array $kept, Config $config, Made $made): Config
    {
        return $config->withSetting($this->key, self::value($kept));
    }

    /**
     * @param array<mixed> $kept
     */
    private static function value(array $kept): string
    {
        return is_string($kept['value'] ?? null) ? $kept['value'] : '';
    }
}
