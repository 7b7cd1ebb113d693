<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemPace;
use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConsoleUndo;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Terminal;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Lib\Words\KeptWords;

/**
 * The command for who is shut out (bin/undo.php), put together on the PBX.
 */
final class Console
{
    /** How long to wait for somebody else who writes into the module's database. */
    private const SECONDS_TO_WRITE = 10;

    /**
     * @param list<string> $words of the command line
     *
     * @return int exit code
     */
    public static function run(array $words): int
    {
        $terminal = new ConsoleTerminal(new KeptWords(Places::module() . '/Messages', self::language()));
        if (posix_geteuid() !== 0) {
            $terminal->say('not-root');
            return ConsoleUndo::NOT_ROOT;
        }
        Places::makePrivateFolder();
        Places::makeRootFolder();
        try {
            return self::undo($terminal)->run($words);
        } catch (CannotRead | CannotStore $broken) {
            $terminal->say('refused', ['reason' => $broken->getMessage()]);
            return ConsoleUndo::REFUSED;
        }
    }

    private static function undo(Terminal $terminal): ConsoleUndo
    {
        $clock = new SystemClock();
        $watch = new PlanWatch();
        return new ConsoleUndo(
            PlanRoom::records(),
            PlanRoom::desk(),
            new Journal(new PdoStorage(Places::database(), self::SECONDS_TO_WRITE), $clock),
            $clock,
            new SystemPace(new DiskFiles()),
            $terminal,
            static function (Record $record): bool {
                return self::handOver($record);
            },
            static function () use ($watch): void {
                $watch->look();
            }
        );
    }

    /**
     * Under the lock of players, so that no other plan is taken over at the same moment.
     *
     * @throws CannotStore
     */
    private static function handOver(Record $record): bool
    {
        // Given back with the end of this function.
        $process = PlanRoom::process();
        if (!$process->become() || PlanRoom::records()->load() !== null) {
            return false;
        }
        PlanRoom::records()->save($record);
        return true;
    }

    /**
     * Of the console, as Core has it; read without a server of Core's.
     */
    private static function language(): string
    {
        try {
            return Composition::language();
        } catch (CannotRead $hidden) {
            return '';
        }
    }
}
