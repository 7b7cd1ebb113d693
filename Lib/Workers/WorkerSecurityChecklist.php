<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Workers;

require_once 'Globals.php';

use MikoPBX\Core\Workers\WorkerBase;
use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FileRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxReadings;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellCommands;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixServer;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Root\Answers;

/**
 * Answers as root what the web server's user cannot see. Takes no arguments, believes no queue: its socket lies in a
 * folder that only that user and root can enter.
 */
class WorkerSecurityChecklist extends WorkerBase
{
    private const SECONDS_BETWEEN_LOOKS = 5.0;

    /**
     * @param array<mixed> $argv
     */
    public function start(array $argv): void
    {
        Places::makePrivateFolder();
        $asterisk = new FileRows(Places::asteriskDatabase());
        $readings = new LinuxReadings(new ShellCommands(), new DiskFiles(), $asterisk, new SystemClock());
        $answers = new Answers($readings);
        $server = new UnixServer(Places::privateFolder());
        // Ends when Core asks for it, or when the folder was removed: Core starts another one.
        while (!$this->needRestart && $server->isInPlace()) {
            $server->serve(self::SECONDS_BETWEEN_LOOKS, [$answers, 'to']);
        }
    }
}

WorkerSecurityChecklist::startWorker($argv ?? []);
