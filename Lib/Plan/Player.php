<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * Plays the one plan that is recorded, from wherever an earlier player broke off. It may be killed at any moment: what it
 * is about to do is on the disk before it does it, and whoever comes next puts everything back, or goes on waiting.
 *
 * Errors of PHP are not caught: they end the process, and the next one finds the record.
 */
final class Player
{
    public const BROKEN_OFF = 'broken-off';
    public const NOT_IN_FORCE = 'not-in-force';

    /** Whoever breaks off more often will break off again. */
    private const MOST_RESUMES = 8;
    /** A connection that was waiting to be accepted is numbered by then. */
    private const SECONDS_BEFORE_REFERENCE = 1.5;

    private PlayerNeeds $needs;
    private Forward $forward;
    private WayBack $wayBack;
    private Waiting $waiting;
    private Status $status;
    private StillConnected $connected;

    public function __construct(PlayerNeeds $needs)
    {
        $this->needs = $needs;
        $this->status = new Status($needs->desk, $needs->records, $needs->clock);
        $this->forward = new Forward(
            $needs->records,
            $needs->story,
            $needs->reader,
            $needs->hands,
            $needs->surroundings,
            $needs->pace
        );
        $this->wayBack = new WayBack($needs->records, $needs->reader, $needs->hands->restorer(), $needs->pace);
        $this->connected = new StillConnected($needs->peers, $needs->reader);
        $this->waiting = new Waiting($needs, $this->status, $this->connected);
    }

    /**
     * @throws CannotStore when the record cannot be read or kept: then nothing is done
     * @throws CannotRead
     */
    public function run(): void
    {
        $record = $this->needs->records->load();
        if ($record === null) {
            return;
        }
        if (Phase::isOver($record->phase)) {
            $this->end($record, $record->phase);
            return;
        }
        if ($record->phase === Phase::STUCK) {
            $this->unstick($record);
            return;
        }
        try {
            $plan = $this->needs->source->of($record);
        } catch (Refused | PlanRefused | CannotStore $unfit) {
            $record->reason = $unfit instanceof PlanRefused ? $unfit->reason() : 'invalid';
            $this->end($record, $record->begun === 0 ? Phase::REFUSED : Phase::STUCK);
            return;
        }
        $record->action = $plan->action();
        $record->steps = $plan->brief();
        if ($record->phase === Phase::ACCEPTED) {
            $this->begin($record, $plan);
            return;
        }
        $record->resumed++;
        $this->needs->records->save($record);
        if ($record->resumed > self::MOST_RESUMES) {
            $record->reason = self::BROKEN_OFF;
            $this->end($record, Phase::STUCK);
            return;
        }
        if ($record->phase === Phase::WAITING) {
            $this->waitForConfirmation($record, $plan);
            return;
        }
        $this->goBack($record, $plan, $record->reason === '' ? self::BROKEN_OFF : $record->reason);
    }

    private function begin(Record $record, Plan $plan): void
    {
        try {
            $now = $this->needs->reader->read();
            $this->needs->source->mustBeUnchanged($record, $now);
            $accepted = $this->needs->acceptance->check($plan, $now, $record->asked());
        } catch (PlanRefused $refused) {
            $record->reason = $refused->reason();
            $record->objects = array_fill_keys($refused->objects(), WayBack::OTHER);
            $this->end($record, Phase::REFUSED);
            return;
        } catch (CannotRead | Refused | CannotStore $unreadable) {
            $record->reason = Forward::UNREADABLE;
            $record->detail = $unreadable instanceof CannotRead ? $unreadable->getMessage() : '';
            $this->end($record, Phase::REFUSED);
            return;
        }
        $record->hasOrder = $now->hasOrder();
        $record->closes = $accepted->closes();
        $record->confirmSeconds = $accepted->confirmSeconds();
        $record->idsBefore = array_keys($now->filters());
        foreach ($plan->objects($record->hasOrder) as $key => $object) {
            $record->kept[$key] = $object->keep($now, new Made());
            $record->before[$key] = $object->state($now, new Made());
        }
        $record->phase = Phase::PLAYING;
        try {
            $this->needs->records->save($record);
            $this->needs->story->begins($record, $plan);
        } catch (CannotStore $unwritten) {
            $record->reason = Forward::NO_JOURNAL;
            $record->detail = $unwritten->getMessage();
            $this->end($record, Phase::REFUSED);
            return;
        }
        $this->play($record, $plan, $now);
    }

    private function play(Record $record, Plan $plan, Config $before): void
    {
        $this->status->show($record);
        $failure = $this->forward->play($record, $plan);
        if ($failure !== null) {
            $this->goBack($record, $plan, $failure);
            return;
        }
        $record->phase = Phase::APPLYING;
        $this->needs->records->save($record);
        $config = $this->needs->reader->read();
        $record->closed = Closed::between($before, $config);
        foreach ($plan->objects($record->hasOrder) as $key => $object) {
            $record->after[$key] = $object->state($config, $record->madeIds());
        }
        $isInForce = $this->needs->enforcement->wait(
            $config,
            $record->closes ? $record->address : null,
            function () use ($record): void {
                $this->status->show($record);
            }
        );
        if (!$isInForce) {
            $this->goBack($record, $plan, self::NOT_IN_FORCE);
            return;
        }
        if ($record->confirmSeconds === null) {
            $this->end($record, Phase::DONE);
            return;
        }
        $this->arm($record, $plan, $record->confirmSeconds);
    }

    private function arm(Record $record, Plan $plan, int $seconds): void
    {
        $pace = $this->needs->pace;
        $pace->sleep(self::SECONDS_BEFORE_REFERENCE);
        try {
            $record->reference = $this->needs->connections->now();
            $record->deadline = new Deadline($pace->boot(), $pace->uptime(), $this->needs->clock->now(), $seconds);
            $record->phase = Phase::WAITING;
            $this->needs->records->save($record);
            $this->needs->story->waits($record);
        } catch (CannotRead | CannotStore $unknown) {
            $record->detail = $unknown->getMessage();
            $this->goBack($record, $plan, PlanRefused::NO_PROOF);
            return;
        }
        $this->waitForConfirmation($record, $plan);
    }

    private function waitForConfirmation(Record $record, Plan $plan): void
    {
        $reason = $this->waiting->wait($record);
        if ($reason === null) {
            $this->end($record, Phase::DONE);
            return;
        }
        $this->goBack($record, $plan, $reason);
    }

    private function goBack(Record $record, Plan $plan, string $reason): void
    {
        $record->phase = Phase::UNDOING;
        $record->closed = Closed::nothing();
        $record->connected = null;
        $record->reason = $reason;
        $this->status->show($record);
        try {
            $this->needs->records->save($record);
            $this->needs->story->goesBack($record);
        } catch (CannotStore $unwritten) {
            // The way back is more important than telling of it.
            $this->needs->log->trouble('plan: ' . $unwritten->getMessage());
        }
        $config = $this->wayBack->go($record, $plan);
        $isInForce = $config !== null && $this->needs->enforcement->wait($config, null, function () use ($record): void {
            $this->status->show($record);
        });
        if ($config !== null && !$isInForce) {
            $record->detail = self::NOT_IN_FORCE;
        }
        $this->end($record, $isInForce ? Phase::UNDONE : Phase::STUCK);
    }

    /**
     * A person wants it tried again, or has dealt with it.
     */
    private function unstick(Record $record): void
    {
        foreach ($this->needs->desk->wishes() as $wish) {
            if ($wish->isAbout($record->id) && $wish->kind() === Wish::DISMISS) {
                $record->person = $wish->person();
                $record->address = $wish->address();
                $this->end($record, Phase::DISMISSED);
                return;
            }
            if ($wish->isAbout($record->id) && $wish->kind() === Wish::REVERT) {
                $record->resumed = 0;
                $this->goBack($record, $this->needs->source->of($record), $record->reason);
                return;
            }
        }
        $this->status->show($record);
    }

    /**
     * Broken off here, it is done once more: a row in the journal may come twice, and none is missing.
     */
    private function end(Record $record, string $phase): void
    {
        $record->phase = $phase;
        $record->endedAt = $this->needs->clock->now()->format(DATE_ATOM);
        try {
            $this->needs->records->save($record);
            if ($phase === Phase::DONE) {
                $this->connected->look($record);
            }
            $this->tellTheEnd($record);
            if ($phase === Phase::DONE && $record->undoOf === '') {
                $this->needs->records->archive($record);
            }
            if ($phase === Phase::DONE && $record->undoOf !== '') {
                $this->needs->records->forget($record->undoOf);
            }
            if (Phase::isOver($phase)) {
                $this->needs->records->clear();
            }
        } finally {
            $this->status->show($record);
        }
    }

    private function tellTheEnd(Record $record): void
    {
        try {
            $this->needs->story->ends($record);
        } catch (CannotStore $unwritten) {
            // Removed together with the module, or full: what the PBX is does not depend on it.
            $this->needs->log->trouble("plan $record->id $record->phase: " . $unwritten->getMessage());
        }
    }
}
