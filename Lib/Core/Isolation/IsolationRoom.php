<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Isolation;

use Closure;
use MikoPBX\Core\Asterisk\Configs\ExtensionsConf;
use MikoPBX\Core\System\PBX;
use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\OnlyOne;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellCommands;
use Modules\ModuleSecurityChecklist\Lib\Brake\BrakeDialplan;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Models;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlanRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Isolation\IsolationNow;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Seal;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Standings;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use ReflectionClass;
use Throwable;

/**
 * Isolation, put together on the PBX. All of it is root's.
 */
final class IsolationRoom
{
    private const LOCK = '/isolation.lock';
    private const RELOAD = 'reload';

    public static function standings(): Standings
    {
        return new Standings(
            new FileRows(Places::coreDatabase()),
            new DiskFiles(),
            self::seal(),
            Closure::fromCallable([self::class, 'reloadDialplan']),
            static function (Closure $work) {
                $lock = new OnlyOne(Places::rootFolder() . self::LOCK);
                // Without a lock it is done all the same: the root worker looks again.
                $lock->become();
                try {
                    return $work();
                } finally {
                    $lock->leave();
                }
            }
        );
    }

    public static function seal(): Seal
    {
        return new Seal(new ShellCommands());
    }

    public static function now(): IsolationNow
    {
        return new IsolationNow(self::standings(), self::seal(), PlanRoom::records(), new DiskFiles());
    }

    /**
     * The lines for one way out; called by Core whenever it makes the dialplan.
     *
     * @param array<mixed> $route
     */
    public static function linesOfDialplan(array $route): string
    {
        try {
            $standings = self::standings();
            $stopped = $standings->stopped();
            $lines = $stopped === null ? '' : $stopped->lines();
            // Core trims what it takes, and adds nothing between lines.
            $brake = $standings->brake();
            $braked = $brake === null ? '' : (new BrakeDialplan($brake))->linesFor($route);
            return $lines === '' || $braked === '' ? $lines . $braked : trim($lines) . "\n\t" . $braked;
        } catch (Throwable $broken) {
            (new Syslog())->trouble('calls: ' . get_class($broken));
            return '';
        }
    }

    /**
     * Contexts of the dialplan besides Core's own.
     */
    public static function contextsOfDialplan(): string
    {
        try {
            $brake = self::standings()->brake();
            return $brake === null ? '' : (new BrakeDialplan($brake))->contexts();
        } catch (Throwable $broken) {
            (new Syslog())->trouble('calls: ' . get_class($broken));
            return '';
        }
    }

    /**
     * Called by Core when it has started, and when it has made its rules anew: what is sealed is sealed. By nobody but root.
     */
    public static function keep(): void
    {
        try {
            $standings = self::standings();
            if (posix_geteuid() === 0 && $standings->isolation() !== null && !$standings->isInForce(Config::ISOLATION)) {
                $standings->follow(Config::ISOLATION);
            }
        } catch (Throwable $broken) {
            (new Syslog())->trouble('isolation: ' . get_class($broken));
        }
    }

    /**
     * The module goes, and nobody would be there to open again. The kernel at once; the settings by a process of its own,
     * because Core rolls back what is written here.
     */
    public static function leave(): void
    {
        try {
            $standings = self::standings();
            if ($standings->isolation() === null && $standings->stopped() === null) {
                return;
            }
            self::seal()->open();
            Scripts::start(Scripts::LIFT);
        } catch (CannotRead $hidden) {
            (new Syslog())->trouble('isolation: ' . $hidden->getMessage());
        }
    }

    /**
     * Nobody is isolated any more, and calls go out. A brake stays: its lines hold without the module until Core makes the
     * dialplan anew, and come back with it.
     */
    public static function lift(): void
    {
        foreach ([Config::ISOLATION, Config::CALLS] as $key) {
            try {
                Models::oneByOne(static function () use ($key): void {
                    Models::setting($key, '');
                });
                self::standings()->follow($key);
            } catch (PlayFailed $broken) {
                (new Syslog())->trouble('isolation: ' . $broken->getMessage());
            }
        }
    }

    /**
     * Where Core has it moved since 2024.
     */
    private static function reloadDialplan(): void
    {
        try {
            $isNew = (new ReflectionClass(ExtensionsConf::class))->hasMethod(self::RELOAD);
            $isNew ? ExtensionsConf::reload() : PBX::dialplanReload();
        } catch (Throwable $broken) {
            (new Syslog())->trouble('dialplan: ' . get_class($broken));
        }
    }
}
