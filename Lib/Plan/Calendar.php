<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;

/**
 * What comes due: kept with the records, looked at by the root worker every few seconds, played as an undo of root's own. Each
 * is tried once; what did not work out stays here with its reason until a person has looked.
 */
final class Calendar
{
    /** That may be waited for. */
    public const MOST = 20;

    private PlanRecords $records;
    private Pace $pace;
    private Clock $clock;

    public function __construct(PlanRecords $records, Pace $pace, Clock $clock)
    {
        $this->records = $records;
        $this->pace = $pace;
        $this->clock = $clock;
    }

    /**
     * @throws CannotStore
     */
    public function add(string $plan, Deadline $deadline): void
    {
        $this->keep($plan, new Due($plan, $deadline));
    }

    /**
     * Does nothing, also on the disk, where there is none.
     *
     * @throws CannotStore
     */
    public function remove(string $plan): void
    {
        if ($this->find($plan) !== null) {
            $this->keep($plan, null);
        }
    }

    /**
     * @throws CannotStore
     */
    public function trouble(string $plan, string $why): void
    {
        $due = $this->find($plan);
        if ($due !== null) {
            $this->keep($plan, $due->troubled($why));
        }
    }

    /**
     * The undo of the first that is due, for a player; null: none is. A plan that is gone needs no end.
     *
     * @param bool $isLeaving the module goes: then all of them are due
     *
     * @throws CannotStore
     */
    public function next(bool $isLeaving): ?Record
    {
        foreach ($this->records->due() as $due) {
            if ($due->trouble() !== '' || !($isLeaving || $this->isTime($due))) {
                continue;
            }
            if ($this->records->find($due->plan()) === null) {
                $this->remove($due->plan());
                continue;
            }
            return $this->undoing($due->plan());
        }
        return null;
    }

    public function find(string $plan): ?Due
    {
        foreach ($this->records->due() as $due) {
            if ($due->plan() === $plan) {
                return $due;
            }
        }
        return null;
    }

    public function undoing(string $plan): Record
    {
        $record = new Record();
        $record->id = bin2hex(random_bytes(8));
        $record->undoOf = $plan;
        $record->cause = Record::END;
        $record->acceptedAt = $this->clock->now()->format(DATE_ATOM);
        return $record;
    }

    private function isTime(Due $due): bool
    {
        try {
            return $due->deadline()->secondsLeft($this->pace->boot(), $this->pace->uptime(), $this->clock->now()) <= 0;
        } catch (CannotRead $timeless) {
            return true;
        }
    }

    /**
     * @param Due|null $instead null: it is gone
     *
     * @throws CannotStore
     */
    private function keep(string $plan, ?Due $instead): void
    {
        $all = [];
        foreach ($this->records->due() as $due) {
            if ($due->plan() !== $plan) {
                $all[] = $due;
            }
        }
        $this->records->keepDue($instead === null ? $all : array_merge($all, [$instead]));
    }
}
