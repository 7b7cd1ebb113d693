<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * Keys that open SSH.
 */
final class SshKeys extends Setting
{
    protected function name(): string
    {
        return Config::SSH_KEYS;
    }

    public function state(Config $config, Made $made): array
    {
        return ['keys' => $config->sshKeys()];
    }

    /**
     * A key that somebody else took away meanwhile does not come back.
     */
    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        $were = array_filter(is_array($after['keys'] ?? null) ? $after['keys'] : [], 'is_string');
        $more = array_diff($now->sshKeys(), $were);
        $fewer = array_diff($were, $now->sshKeys());
        return $more === [] && $fewer !== [] ? $this->keep($now, $made) : $kept;
    }
}
