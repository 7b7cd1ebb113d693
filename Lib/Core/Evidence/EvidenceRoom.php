<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskSpace;
use Modules\ModuleSecurityChecklist\Lib\Adapters\EvidenceFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxFindings;
use Modules\ModuleSecurityChecklist\Lib\Adapters\NetworkTime;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellCommands;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemPace;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixLine;
use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlanRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlayerProcess;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Collecting;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Machine;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Places as EvidencePlaces;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Reserve;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * Root's side of the evidence, put together on the PBX. It has a folder of its own inside of root's: what is being made, record, lock, and a
 * copy of the code.
 */
final class EvidenceRoom
{
    private const SCRIPT = '/Lib/Scripts/evidence.php';
    private const SECONDS_TO_WRITE = 10;
    private const OWNER_ONLY = 0700;
    private const LOWEST = 19;

    public static function folder(): EvidenceFolder
    {
        return new EvidenceFolder(Places::privateFolder(), self::place(), new UnixLine(Places::privateFolder()));
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
     * The work of the process: what broke off goes on, and one order after the other. When the module was removed meanwhile, nothing of it stays.
     */
    public static function work(): void
    {
        // Held until the end of this process.
        if (!self::process()->become()) {
            return;
        }
        self::yieldToOthers();
        $folder = self::folder();
        $collecting = self::collecting($folder);
        // Who wants it no more is heard before it goes on.
        for ($order = $folder->take(); $order !== null; $order = $folder->take()) {
            $collecting->work($order);
        }
        $collecting->goOn();
        $collecting->expire();
        while (($order = $folder->take()) !== null) {
            $collecting->work($order);
        }
        if (!is_dir(Places::module()) && PlanRoom::records()->load() === null) {
            Places::removeRootFolder();
        }
    }

    private static function collecting(EvidenceFolder $folder): Collecting
    {
        $clock = new SystemClock();
        $journal = new Journal(new PdoStorage(Places::database(), self::SECONDS_TO_WRITE), $clock);
        return new Collecting(
            $folder,
            new LinuxFindings(
                new Machine(),
                new ShellCommands(),
                new FileRows(Places::coreDatabase()),
                new FileRows(Places::callsDatabase()),
                new FileRows(Places::fail2banDatabase()),
                $journal,
                $clock,
                new NetworkTime(),
                Places::callsDatabase(),
                dirname(Places::module()),
                static function (): string {
                    return (new Composition(PlanRoom::settledReadings(PlanRoom::SECONDS_OF_SILENCE)))->reader()->read('')->json();
                }
            ),
            new EvidencePlaces(['logs' => Places::logs()], Places::recordings()),
            new Reserve(new DiskSpace(self::place())),
            new CoreLogRotation(),
            $clock,
            new SystemPace(new DiskFiles()),
            $journal,
            new Syslog()
        );
    }

    /**
     * Calls come first: of the processor, and of the disk.
     */
    private static function yieldToOthers(): void
    {
        @proc_nice(self::LOWEST);
        try {
            (new ShellCommands())->run('ionice', ['-c3', '-p', (string) getmypid()]);
        } catch (CannotRead $refused) {
            // In some containers nobody may.
            return;
        }
    }

    private static function place(): string
    {
        return Places::rootFolder() . '/evidence';
    }
}
