<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Teller;

/**
 * The one plan that begins by itself at its time: kept as root, looked at every few seconds. Where its time went by, or the
 * clock is another one, it is not begun; that stays until a person has seen it.
 */
final class Later
{
    private PlanRecords $records;
    private Pace $pace;
    private Clock $clock;
    private Story $story;
    private Teller $teller;
    private Log $log;

    public function __construct(PlanRecords $records, Pace $pace, Clock $clock, Story $story, Teller $teller, Log $log)
    {
        $this->records = $records;
        $this->pace = $pace;
        $this->clock = $clock;
        $this->story = $story;
        $this->teller = $teller;
        $this->log = $log;
    }

    /**
     * In the place of one that somebody had only to see.
     *
     * @return bool false: another one is waiting
     *
     * @throws CannotStore
     */
    public function keep(Record $record): bool
    {
        if ($this->waiting() !== null) {
            return false;
        }
        $this->records->keepLater($record);
        $this->write($record, function (Record $record): void {
            $this->story->isForLater($record);
        });
        return true;
    }

    /**
     * Whose time has come; null: none.
     *
     * @param bool $isBusy another plan is played, or stuck: then it waits for some minutes
     *
     * @return Record|null to begin
     */
    public function next(bool $isBusy): ?Record
    {
        $record = $this->waiting();
        if ($record === null || $record->later === null) {
            return null;
        }
        switch ($this->state($record->later)) {
            case Appointment::EARLY:
                return null;
            case Appointment::NOW:
                return $isBusy ? null : $record;
            case Appointment::LATE:
                $this->refuse($record, $isBusy ? PlanRefused::RUNNING : PlanRefused::TOO_LATE);
                return null;
            case Appointment::OTHER_CLOCK:
                $this->refuse($record, PlanRefused::OTHER_CLOCK);
                return null;
        }
    }

    /**
     * A player has it: from here on it is a plan as any other.
     */
    public function begun(string $id): void
    {
        $record = $this->records->later();
        if ($record !== null && $record->id === $id && $record->phase === Phase::ACCEPTED) {
            $this->remove($record);
        }
    }

    /**
     * @param Wish $wish about no plan: the module goes
     *
     * @return bool whether there was one
     */
    public function hear(Wish $wish): bool
    {
        $record = $this->records->later();
        if ($record === null || !$wish->isAbout($record->id)) {
            return false;
        }
        if ($wish->plan() === '') {
            return $this->leave();
        }
        if ($record->phase === Phase::ACCEPTED) {
            $record->person = $wish->person();
            $record->address = $wish->address();
            $record->phase = Phase::DISMISSED;
            $this->tellTheEnd($record);
        }
        $this->remove($record);
        return true;
    }

    /**
     * @return bool whether there was one
     */
    public function leave(): bool
    {
        $record = $this->waiting();
        if ($record !== null) {
            $this->refuse($record, Waiting::MODULE_OFF);
        }
        return $record !== null;
    }

    private function waiting(): ?Record
    {
        $record = $this->records->later();
        return $record !== null && $record->phase === Phase::ACCEPTED ? $record : null;
    }

    /**
     * @phpstan-return Appointment::EARLY|Appointment::NOW|Appointment::LATE|Appointment::OTHER_CLOCK
     */
    private function state(Appointment $later): string
    {
        try {
            return $later->state($this->pace->boot(), $this->pace->uptime(), $this->clock->now());
        } catch (CannotRead $timeless) {
            return Appointment::OTHER_CLOCK;
        }
    }

    /**
     * @phpstan-param PlanRefused::RUNNING|PlanRefused::TOO_LATE|PlanRefused::OTHER_CLOCK|Waiting::MODULE_OFF $reason
     */
    private function refuse(Record $record, string $reason): void
    {
        $record->phase = Phase::REFUSED;
        $record->reason = $reason;
        $record->endedAt = $this->clock->now()->format(DATE_ATOM);
        $this->tellTheEnd($record);
        $this->teller->tell($record);
        try {
            $this->records->keepLater($record);
        } catch (CannotStore $full) {
            // It is in the journal and in the mail; what stayed as it was would begin once more.
            $this->remove($record);
        }
    }

    private function tellTheEnd(Record $record): void
    {
        $this->write($record, function (Record $record): void {
            $this->story->ends($record);
        });
    }

    private function remove(Record $record): void
    {
        try {
            $this->records->keepLater(null);
        } catch (CannotStore $stays) {
            $this->log->trouble("plan $record->id: " . $stays->getMessage());
        }
    }

    /**
     * @param callable(Record): void $tell
     */
    private function write(Record $record, callable $tell): void
    {
        try {
            $tell($record);
        } catch (CannotStore $unwritten) {
            $this->log->trouble("plan $record->id: " . $unwritten->getMessage());
        }
    }
}
