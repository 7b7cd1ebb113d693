<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Workers;

require_once 'Globals.php';

use MikoPBX\Core\Workers\WorkerBase;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixServer;
use Modules\ModuleSecurityChecklist\Lib\Core\Evidence\EvidenceWatch;
use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\IsolationRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\IsolationWatch;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Patches\PatchWatch;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlanRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\PlanWatch;
use Modules\ModuleSecurityChecklist\Lib\Core\Traces\TraceRoom;
use Modules\ModuleSecurityChecklist\Lib\Root\Answers;

/**
 * Answers as root what the web server's user cannot see, and has plans played. Takes no arguments, believes no queue: its
 * socket lies in a folder that only that user and root can enter.
 */
class WorkerSecurityChecklist extends WorkerBase
{
    /**
     * @param array<mixed> $argv
     */
    public function start(array $argv): void
    {
        Places::makePrivateFolder();
        Places::makeRootFolder();
        PlanRoom::makeKeys();
        $plans = new PlanWatch();
        $patches = new PatchWatch();
        $evidence = new EvidenceWatch();
        $isolation = new IsolationWatch();
        $answers = new Answers(
            PlanRoom::settledReadings(PlanRoom::SECONDS_OF_SILENCE),
            PlanRoom::users(),
            PlanRoom::rotations(),
            PlanRoom::comebacks(),
            TraceRoom::readings(),
            IsolationRoom::now()
        );
        $server = new UnixServer(Places::privateFolder());
        // Ends when Core asks for it, or when the folder was removed: Core starts another one.
        while (!$this->needRestart && $server->isInPlace()) {
            // After each question, when its connection is closed: a player would hold it open. And at first: after a reboot
            // a plan may still wait.
            $pause = $isolation->look();
            $plans->look();
            $patches->look();
            $evidence->look();
            $server->serve($pause, [$answers, 'to']);
        }
    }
}

WorkerSecurityChecklist::startWorker($argv ?? []);
