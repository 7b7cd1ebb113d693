<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Isolation;
use Modules\ModuleSecurityChecklist\Lib\Isolation\SealState;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Standings;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * What the root worker does about isolation: after a reboot, or when somebody took it away, the seal is put back; one that nobody
 * wants any more goes. So are the lines of the dialplan that limit calls.
 */
final class IsolationWatch
{
    private const SECONDS = 5.0;
    /** Where Core takes it away with each of its changes. */
    private const SECONDS_AMONG_RULES = 1.0;

    /** So often it is looked whether calls are braked as they should be. */
    private const SECONDS_OF_BRAKE = 60;
    /** A dialplan that did not take it is left alone for so long. */
    private const SECONDS_AFTER_FAILURE = 3600;

    private Syslog $log;
    private int $brakeAt = 0;
    private string $told = '';
    /** Whether there may be something to take away: at first nobody knows. */
    private bool $mayBeThere = true;
    private float $pause = self::SECONDS;

    public function __construct()
    {
        $this->log = new Syslog();
    }

    /**
     * @return float seconds until the next look
     */
    public function look(): float
    {
        try {
            $standings = IsolationRoom::standings();
            $this->brake($standings);
            $isolation = $standings->isolation();
            if ($isolation === null) {
                $this->pause = self::SECONDS;
                if ($this->mayBeThere) {
                    $standings->follow(Config::ISOLATION);
                    $this->mayBeThere = false;
                }
                return $this->pause;
            }
            $this->mayBeThere = true;
            if (!$standings->isInForce(Config::ISOLATION)) {
                $standings->follow(Config::ISOLATION);
            }
            $this->pause = $this->isAmongRules($isolation) ? self::SECONDS_AMONG_RULES : self::SECONDS;
        } catch (CannotRead | PlayFailed $broken) {
            $this->tell($broken->getMessage());
        }
        return $this->pause;
    }

    /**
     * After the module was off or upgraded, Core makes the dialplan anew with its lines only when something else changes.
     *
     * @throws CannotRead
     */
    private function brake(Standings $standings): void
    {
        if (time() < $this->brakeAt) {
            return;
        }
        $this->brakeAt = time() + self::SECONDS_OF_BRAKE;
        if ($standings->brake() === null || $standings->isInForce(Config::BRAKE)) {
            return;
        }
        try {
            $standings->follow(Config::BRAKE);
        } catch (PlayFailed $broken) {
            $this->brakeAt = time() + self::SECONDS_AFTER_FAILURE;
            $this->log->trouble('brake: ' . $broken->getMessage());
        }
    }

    private function isAmongRules(Isolation $isolation): bool
    {
        $isOne = static function (SealState $state): bool {
            return $state->needsKeeper();
        };
        return array_filter(IsolationRoom::seal()->states($isolation), $isOne) !== [];
    }

    /**
     * Once, not every few seconds.
     */
    private function tell(string $what): void
    {
        if ($what !== $this->told) {
            $this->told = $what;
            $this->log->trouble("isolation: $what");
        }
    }
}
