<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Core\System\Processes;
use MikoPBX\Core\System\Util;

/**
 * Programs of the module that run beside the PBX: without a terminal, without output, at the lowest priority (which
 * they ask for themselves).
 */
final class Scripts
{
    public const DAILY = 'daily';
    public const GUESS = 'guess';

    /**
     * @phpstan-param self::* $script
     * @param list<string>    $arguments
     */
    public static function start(string $script, array $arguments = []): void
    {
        Processes::mwExecBg(self::command($script, $arguments));
    }

    /**
     * @phpstan-param self::* $script
     * @param list<string>    $arguments
     */
    public static function command(string $script, array $arguments = []): string
    {
        $words = [Util::which('php'), '-f', Places::module() . "/Lib/Scripts/$script.php"];
        return implode(' ', array_merge($words, array_map('escapeshellarg', $arguments)));
    }
}
