<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\IsolationRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Patches\PatchRoom;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Plan\Phase;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Throwable;

/**
 * The module is about to be switched off or removed: a plan that waits is undone first. Called from hooks of Core, some of
 * them inside a transaction that is rolled back, so it writes nothing into Core's database itself, and never throws.
 */
final class Leaving
{
    /** Core gives up waiting for its own worker after 30 seconds, and without a REST API for all of it after 10. */
    private const SECONDS = 24;
    private const SECONDS_WITHOUT_REST = 8;
    private const MICROSECONDS_BETWEEN_LOOKS = 250000;

    private const PLAN = 'module_seccheck_plan_plan_running';
    private const SCRIPT = 'module_seccheck_leaving_script';

    /**
     * Key of why it had better stay: a plan or a script is still under way; '': it may go.
     */
    public static function refusal(): string
    {
        try {
            return posix_geteuid() === 0 ? self::asRoot() : self::asWeb();
        } catch (Throwable $broken) {
            (new Syslog())->trouble('leaving: ' . get_class($broken));
            return '';
        }
    }

    private static function asRoot(): string
    {
        if (PatchRoom::process()->isAlive()) {
            // A script that is ended half way leaves half a fix. It has its own time limit.
            return self::SCRIPT;
        }
        $refusal = self::plans();
        if ($refusal === '') {
            IsolationRoom::leave();
        }
        return $refusal;
    }

    private static function plans(): string
    {
        $records = PlanRoom::records();
        PlanRoom::intake()->forgetLater();
        $end = time() + (PlanRoom::hasRest() ? self::SECONDS : self::SECONDS_WITHOUT_REST);
        while (true) {
            $record = $records->load();
            if ($record === null) {
                if (!PlanRoom::intake()->leave()) {
                    return '';
                }
                $record = $records->load();
            }
            // One that is stuck waits for a person, and cannot do better.
            if ($record === null || $record->phase === Phase::STUCK) {
                return '';
            }
            if (time() >= $end) {
                return self::PLAN;
            }
            // What root asked for itself is done before the module goes.
            $isOwn = $record->cause !== '';
            if (!$isOwn) {
                PlanRoom::desk()->wish(new Wish(Wish::LEAVE, $record->id));
            }
            // Nothing was begun; whoever takes it up later refuses it.
            if (!$isOwn && $record->phase === Phase::ACCEPTED && !PlanRoom::process()->isAlive()) {
                return '';
            }
            PlanRoom::process()->start();
            usleep(self::MICROSECONDS_BETWEEN_LOOKS);
        }
    }

    /**
     * After an exception Core switches the module off whatever is said here; the player sees the wish by itself.
     */
    private static function asWeb(): string
    {
        $desk = PlanRoom::desk();
        $status = $desk->status() ?? [];
        if (isset($status['later'])) {
            // Heard when the module is on again.
            $desk->wish(new Wish(Wish::CANCEL));
        }
        $phase = $status['phase'] ?? null;
        if (is_string($phase) && !Phase::isOver($phase) && $phase !== Phase::STUCK) {
            $desk->wish(new Wish(Wish::LEAVE));
        }
        return '';
    }
}
