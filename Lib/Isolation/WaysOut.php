<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

/**
 * Ways out over a provider in a file of Asterisk's.
 */
final class WaysOut
{
    /**
     * Core dials in a context for each route, and nowhere else with this variable.
     */
    public static function in(string $dialplan): int
    {
        return (int) preg_match_all('/,Dial\(\$\{DIAL_COMMAND\}/', $dialplan);
    }
}
