<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Collecting;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Patience;
use Throwable;

/**
 * What the root worker does about the evidence: has orders worked off, what broke off taken up, and what is over taken away. Whatever goes wrong here,
 * plans and questions go on.
 */
final class EvidenceWatch
{
    private bool $isFirst = true;
    private string $told = '';
    private Patience $patience;

    public function __construct()
    {
        $this->patience = new Patience();
    }

    public function look(): void
    {
        try {
            $folder = EvidenceRoom::folder();
            $state = $folder->load();
            if ($folder->hasOrder() || $state->isBusy() || Collecting::isOver($state, (new SystemClock())->now())) {
                EvidenceRoom::makePlace();
                $process = EvidenceRoom::process();
                $mark = $folder->handedInAt() . ' ' . $state->mark();
                if (!$process->isAlive() && $this->patience->mayTakeUp(hrtime(true) / 1e9, $mark)) {
                    $process->start();
                }
            } elseif ($this->isFirst && $state->archive !== null) {
                // What was shown may be gone.
                $folder->show($state);
            }
            $this->isFirst = false;
        } catch (Throwable $broken) {
            $this->tell(get_class($broken));
        }
    }

    private function tell(string $what): void
    {
        if ($what !== $this->told) {
            $this->told = $what;
            (new Syslog())->trouble("evidence: $what");
        }
    }
}
