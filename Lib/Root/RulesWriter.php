<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Root;

use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Core's own lock while it writes rules: the process that does.
 */
final class RulesWriter
{
    private const LOCK = '/var/run/service_reload_firewall.pid';

    public static function isAtWork(Files $files): bool
    {
        $pid = trim((string) $files->read(self::LOCK));
        return preg_match('/^[1-9]\d{0,9}$/D', $pid) === 1 && $files->read("/proc/$pid/stat") !== null;
    }
}
