<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * Web pages that may use ARI.
 */
final class Origins extends Setting
{
    protected function name(): string
    {
        return Config::ORIGINS;
    }

    public function state(Config $config, Made $made): array
    {
        return ['origins' => $config->origins()];
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        return $now->origins() === Config::EVERY_PAGE ? $kept : $this->keep($now, $made);
    }
}
