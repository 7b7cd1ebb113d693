<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use RuntimeException;

/**
 * What the root worker does about plans: takes over what the API handed in, and sees to it that somebody plays what is not
 * over, after a reboot or a killed player, too.
 */
final class PlanWatch
{
    private Syslog $log;
    private string $told = '';

    public function __construct()
    {
        $this->log = new Syslog();
    }

    /**
     * @return bool whether somebody plays now
     */
    public function look(): bool
    {
        try {
            $process = PlanRoom::process();
            if ($process->isAlive()) {
                PlanRoom::intake()->watch();
                return true;
            }
            if (!PlanRoom::intake()->look()) {
                return false;
            }
            $process->start();
            return true;
        } catch (CannotStore | RuntimeException $broken) {
            $this->tell($broken->getMessage());
            return false;
        }
    }

    /**
     * Once, not every few seconds.
     */
    private function tell(string $what): void
    {
        if ($what !== $this->told) {
            $this->told = $what;
            $this->log->trouble("plans: $what");
        }
    }
}
