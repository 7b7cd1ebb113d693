<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * A switch: of the firewall, or of intrusion protection.
 */
final class Switched extends Setting
{
    /** @var value-of<Config::SWITCHES> */
    private string $name;

    /**
     * @phpstan-param value-of<Config::SWITCHES> $name
     */
    public function __construct(string $name)
    {
        $this->name = $name;
    }

    protected function name(): string
    {
        return $this->name;
    }

    public function state(Config $config, Made $made): array
    {
        return ['on' => $config->isOn($this->name)];
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        return $kept;
    }
}
