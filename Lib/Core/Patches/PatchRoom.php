<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Patches;

use Modules\ModuleSecurityChecklist\Lib\Adapters\CurlDownload;
use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PatchFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellCommands;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellScripts;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemPace;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixLine;
use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlanRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlayerProcess;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Patch\Fetching;
use Modules\ModuleSecurityChecklist\Lib\Patch\Patching;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * Root's side of the fix of 2024.1.114, put together on the PBX. It has a folder of its own inside of root's: scripts, record,
 * lock, and a copy of the code, which nobody else's upgrade takes away under it.
 */
final class PatchRoom
{
    private const SCRIPT = '/Lib/Scripts/patch.php';
    private const SECONDS_TO_WRITE = 10;
    private const OWNER_ONLY = 0700;

    public static function folder(): PatchFolder
    {
        return new PatchFolder(Places::privateFolder(), self::place(), new UnixLine(Places::privateFolder()));
    }

    public static function process(): PlayerProcess
    {
        return new PlayerProcess(self::place(), self::SCRIPT);
    }

    /**
     * Called by root, before anything is kept there.
     */
    public static function makePlace(): void
    {
        if (!is_dir(self::place())) {
            mkdir(self::place(), self::OWNER_ONLY, true);
        }
    }

    /**
     * The work of the process: one order, and whatever was handed in meanwhile. When the module was removed meanwhile, nothing
     * of it stays.
     */
    public static function work(): void
    {
        // Held until the end of this process.
        $process = self::process();
        if (!$process->become()) {
            return;
        }
        $folder = self::folder();
        $patching = self::patching($folder);
        $patching->breakOff();
        while (($order = $folder->take()) !== null) {
            $patching->work($order);
        }
        try {
            // What was done is to be known after a power cut, too.
            (new ShellCommands())->run('sync', []);
        } catch (CannotRead $slow) {
            // It comes there by itself.
        }
        if (!is_dir(Places::module()) && PlanRoom::records()->load() === null) {
            Places::removeRootFolder();
        }
    }

    public static function patching(PatchFolder $folder): Patching
    {
        $clock = new SystemClock();
        $files = new DiskFiles();
        $pace = new SystemPace($files);
        return new Patching(
            $folder,
            (new Composition(PlanRoom::readings()))->offer(),
            new Fetching(new CurlDownload(), $pace),
            new ShellScripts(),
            new Markers($files),
            $clock,
            $pace,
            new Journal(new PdoStorage(Places::database(), self::SECONDS_TO_WRITE), $clock),
            new Syslog(),
            static function (): bool {
                return PlanRoom::process()->isAlive();
            }
        );
    }

    private static function place(): string
    {
        return Places::rootFolder() . '/patch';
    }
}
