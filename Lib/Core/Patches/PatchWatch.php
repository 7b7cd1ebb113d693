<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Patches;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Patch\Lost;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;
use Throwable;

/**
 * What the root worker does about the fix: has orders worked off, and says what broke off. Whatever goes wrong here, plans and
 * questions go on.
 */
final class PatchWatch
{
    private bool $isFirst = true;
    private string $told = '';

    public function look(): void
    {
        try {
            $folder = PatchRoom::folder();
            $hasOrder = $folder->hasOrder();
            if (!$hasOrder && !$this->isFirst) {
                return;
            }
            PatchRoom::makePlace();
            $process = PatchRoom::process();
            if ($process->isAlive()) {
                return;
            }
            if ($hasOrder) {
                // It also says what broke off before.
                $process->start();
                return;
            }
            $this->isFirst = false;
            $this->begin();
        } catch (Throwable $broken) {
            $this->tell(get_class($broken));
        }
    }

    /**
     * The worker came, perhaps with the machine: what was shown may be gone, what went on is over, and the fix may be lost.
     */
    private function begin(): void
    {
        $folder = PatchRoom::folder();
        $state = $folder->load();
        if ($state->phase !== PatchState::IDLE) {
            PatchRoom::patching($folder)->breakOff();
        } elseif ($state->order !== '') {
            $folder->show($state);
        }
        if (Lost::since($folder->lastRun(), (new Markers(new DiskFiles()))->read()) !== null) {
            // Told by mail now, not in the night.
            Scripts::start(Scripts::DAILY);
        }
    }

    private function tell(string $what): void
    {
        if ($what !== $this->told) {
            $this->told = $what;
            (new Syslog())->trouble("patch: $what");
        }
    }
}
