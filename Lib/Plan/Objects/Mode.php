<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Facts\SecurityMode;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * Core's security mode (since 2026.2.118): the limits of its web interface.
 */
final class Mode extends Setting
{
    protected function name(): string
    {
        return Config::MODE;
    }

    public function state(Config $config, Made $made): array
    {
        return ['mode' => $config->mode()];
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        $than = is_string($after['mode'] ?? null) ? $after['mode'] : '';
        return SecurityMode::isStricter((string) $now->mode(), $than) ? $this->keep($now, $made) : $kept;
    }
}
