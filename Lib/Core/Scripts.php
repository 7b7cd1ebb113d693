<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Core\System\Processes;
use MikoPBX\Core\System\Util;
use Throwable;

/**
 * Programs of the module that run beside the PBX: without a terminal, without output, at a low priority.
 */
final class Scripts
{
    public const CALLS = 'calls';
    public const DAILY = 'daily';
    public const GUESS = 'guess';
    public const NAMES = 'names';
    public const LIFT = 'lift';
    public const TELL = 'tell';
    public const TRACES = 'traces';

    private const LOWEST = 19;
    /** Of those that send mail: Core gives its test of the server for mail five seconds, however busy the PBX is. */
    private const LOW = 5;
    private const SENDING = [self::DAILY, self::TELL];

    /**
     * @phpstan-param self::CALLS|self::DAILY|self::GUESS|self::LIFT|self::NAMES|self::TELL|self::TRACES $script
     * @param list<string>                    $arguments
     */
    public static function start(string $script, array $arguments = []): void
    {
        Processes::mwExecBg(self::command($script, $arguments));
    }

    /**
     * As a task of cron, whose table Core may write anew only later: then without effect.
     *
     * @phpstan-param self::CALLS|self::DAILY|self::GUESS|self::NAMES|self::TELL|self::TRACES $script
     */
    public static function task(string $times, string $script): string
    {
        return "$times test -f " . self::path($script) . ' && ' . self::command($script) . ' > /dev/null 2>&1' . PHP_EOL;
    }

    /**
     * @phpstan-param self::CALLS|self::DAILY|self::GUESS|self::LIFT|self::NAMES|self::TELL|self::TRACES $script
     * @param list<string>                    $arguments
     */
    private static function command(string $script, array $arguments = []): string
    {
        $words = [Util::which('php'), '-f', self::path($script)];
        return implode(' ', array_merge($words, array_map('escapeshellarg', $arguments)));
    }

    private static function path(string $script): string
    {
        return Places::module() . "/Lib/Scripts/$script.php";
    }

    /**
     * Whatever it waits for then: a resolver hears nothing but the kernel.
     */
    public static function endAfter(int $seconds): void
    {
        pcntl_signal(SIGALRM, SIG_DFL);
        pcntl_alarm($seconds);
    }

    /**
     * The work of such a program. Core switches off the module of whatever nobody catches, so everything is caught; and
     * what a stranger says may hold anything, so only where it broke goes into the log.
     *
     * @param callable(): void $work
     */
    public static function run(string $name, callable $work): void
    {
        $log = new Syslog();
        try {
            Privileges::drop();
            proc_nice(in_array($name, self::SENDING, true) ? self::LOW : self::LOWEST);
            $work();
        } catch (Throwable $broken) {
            $where = basename($broken->getFile()) . ':' . $broken->getLine();
            $log->trouble("$name: " . get_class($broken) . " at $where");
        }
    }
}
