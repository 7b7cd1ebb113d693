<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * Waits for the person to confirm over a new connection. Everything else, and the end of the time, is the way back.
 */
final class Waiting
{
    public const MODULE_OFF = 'module-off';
    public const ASKED = 'asked';

    /** What is given when somebody needs more time, and the longest time in all. */
    private const MORE_SECONDS = 300;
    private const MOST_SECONDS = 3600;
    private const SECONDS_BETWEEN = 0.5;
    /** Of life: until when is told once. */
    private const ROUNDS_BETWEEN_SIGNS = 10;

    private PlayerNeeds $needs;
    private Status $status;
    private StillConnected $connected;
    private EditsWatch $edits;

    public function __construct(PlayerNeeds $needs, Status $status, StillConnected $connected)
    {
        $this->needs = $needs;
        $this->status = $status;
        $this->connected = $connected;
        $this->edits = new EditsWatch($needs);
    }

    /**
     * @return string|null why to go back; null: it was confirmed
     */
    public function wait(Record $record): ?string
    {
        $this->show($record);
        for ($round = 1; true; $round++) {
            foreach ($this->needs->desk->wishes() as $wish) {
                if (!$wish->isAbout($record->id)) {
                    continue;
                }
                if ($wish->kind() === Wish::LEAVE) {
                    return self::MODULE_OFF;
                }
                if ($wish->kind() === Wish::REVERT) {
                    return self::ASKED;
                }
                if ($wish->kind() === Wish::EXTEND) {
                    $this->extend($record);
                }
                if ($wish->kind() === Wish::CONFIRM && $this->isConfirmed($record, $wish)) {
                    return null;
                }
            }
            if ($this->secondsLeft($record) <= 0) {
                return PlanRefused::TOO_LATE;
            }
            $hasNews = $record->isWatching() ? $this->edits->look($record) : $this->renewReference($record);
            if ($hasNews || $round % self::ROUNDS_BETWEEN_SIGNS === 0) {
                $this->show($record);
            }
            $this->needs->pace->sleep(self::SECONDS_BETWEEN);
        }
    }

    /**
     * What was changed by hand a moment ago has no proof yet.
     */
    private function isConfirmed(Record $record, Wish $wish): bool
    {
        if ($record->isWatching() && $this->edits->look($record, true)) {
            $this->show($record);
        }
        return Confirming::refusal(self::known($record), $wish) === null;
    }

    /**
     * Where it cannot be written, it goes back in the time that is written: a start of the machine would not know better.
     */
    private function extend(Record $record): void
    {
        $former = $record->deadline;
        if ($former === null) {
            return;
        }
        $record->deadline = $former->extended(self::MORE_SECONDS, self::MOST_SECONDS);
        try {
            $this->needs->records->save($record);
        } catch (CannotStore $unwritten) {
            $record->deadline = $former;
        }
        $this->show($record);
    }

    private function show(Record $record): void
    {
        $this->connected->look($record);
        $this->status->show($record);
    }

    private function secondsLeft(Record $record): float
    {
        if ($record->deadline === null) {
            return 0.0;
        }
        try {
            $pace = $this->needs->pace;
            return $record->deadline->secondsLeft($pace->boot(), $pace->uptime(), $this->needs->clock->now());
        } catch (CannotRead $timeless) {
            return 0.0;
        }
    }

    /**
     * Another main process of the web server counts anew.
     */
    private function renewReference(Record $record): bool
    {
        $former = $record->reference;
        try {
            if ($former === null || $former->epoch() !== $this->needs->connections->epoch()) {
                $record->reference = $this->needs->connections->now();
                $this->needs->records->save($record);
            }
        } catch (CannotRead $later) {
            // Without a reference nothing is confirmed; asked again in a moment.
            $record->reference = null;
        } catch (CannotStore $unwritten) {
            // Whoever comes next finds that it is of another process, and takes a new one.
            return true;
        }
        return $record->reference !== $former;
    }

    private static function known(Record $record): Confirmable
    {
        $nonce = $record->later === null ? $record->nonce : null;
        return new Confirmable($record->person, $record->address, $nonce, $record->reference, $record->signInAfter);
    }
}
