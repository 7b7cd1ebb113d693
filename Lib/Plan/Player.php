<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

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
    public const CHANGED = 'changed-meanwhile';

    /** Whoever breaks off more often will break off again: then back; and of the way back, a person has to know. */
    private const MOST_RESUMES = 8;
    /** After the deadline somebody may have gone on by hand. */
    private const SECONDS_UNTIL_LATE = 300;
    private const MOST_ROUNDS = 3;
    private const SECONDS_FOR_SSH_WHEN_LEAVING = 4.0;
    /** New secrets can be undone for so long, and whoever asked less gets less. */
    public const SECONDS_KEPT = 86400;
    private const SECONDS_BETWEEN_SIGNS = 0.5;
    /** A connection that was waiting to be accepted is numbered by then. */
    public const SECONDS_BEFORE_REFERENCE = 1.5;

    private PlayerNeeds $needs;
    private Forward $forward;
    private WayBack $wayBack;
    private Waiting $waiting;
    private Status $status;
    private StillConnected $connected;
    /** @var list<string> */
    private array $spared = [];

    public function __construct(PlayerNeeds $needs)
    {
        $this->needs = $needs;
        $this->status = new Status($needs->desk, $needs->records, $needs->clock);
        $this->forward = new Forward(
            $needs->records,
            $needs->story,
            $needs->reader,
            $needs->hands,
            $needs->notices,
            $needs->surroundings,
            $needs->pace
        );
        $this->wayBack = new WayBack($needs->records, $needs->reader, $needs->hands->restorer(), $needs->notices, $needs->pace);
        $this->connected = new StillConnected($needs->peers, $needs->reader);
        $this->waiting = new Waiting($needs, $this->status, $this->connected);
    }

    /**
     * @return list<string> networks that were spared from bans until now
     *
     * @throws CannotStore when the record cannot be read
     * @throws CannotRead
     */
    public function run(): array
    {
        $this->goOn();
        return $this->spared;
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    private function goOn(): void
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
            $isFull = $unfit instanceof CannotStore && $unfit->isFull();
            $record->reason = $unfit instanceof PlanRefused ? $unfit->reason() : ($isFull ? Forward::NO_JOURNAL : 'invalid');
            $this->end($record, $record->begun === 0 ? Phase::REFUSED : Phase::STUCK);
            return;
        }
        $record->action = $plan->action();
        $record->steps = $plan->brief();
        if ($record->phase === Phase::ACCEPTED) {
            $this->begin($record, $plan);
            return;
        }
        $this->resume($record, $plan);
    }

    private function resume(Record $record, Plan $plan): void
    {
        $record->resumed++;
        // On a full disk everything goes on in memory: nobody else will.
        $this->saveOrTell($record);
        $isWaiting = $record->phase === Phase::WAITING && !$record->isConfirmed;
        if ($record->resumed > ($record->phase === Phase::UNDOING ? 2 : 1) * self::MOST_RESUMES) {
            $record->reason = self::BROKEN_OFF;
            if ($record->phase === Phase::UNDOING) {
                $this->end($record, Phase::STUCK);
                return;
            }
            $isWaiting = false;
        } elseif ($record->isConfirmed && $record->phase !== Phase::UNDOING) {
            $this->keep($record, $plan);
            return;
        }
        if ($record->cause === Record::END && $record->phase !== Phase::UNDOING && $record->reason === '') {
            // Back would be: open. Taking away twice does no harm.
            $this->begin($record, $plan);
            return;
        }
        if ($isWaiting) {
            $this->waitForConfirmation($record, $plan);
            return;
        }
        $this->goBack($record, $plan, $record->reason === '' ? self::BROKEN_OFF : $record->reason);
    }

    private function begin(Record $record, Plan $plan): void
    {
        if ($record->cause === '' && $this->isLeaving($record)) {
            $record->reason = Waiting::MODULE_OFF;
            $this->end($record, Phase::REFUSED);
            return;
        }
        $this->status->show($record);
        try {
            $this->mustBeInTime($record);
            $now = $this->needs->reader->read($plan->owners());
            $this->needs->source->mustBeUnchanged($record, $now);
            $record->wasUnsettled = in_array(LoginKnowledge::SSH, $plan->settles(), true) && !$this->needs->inForce->secrets()->isSo([LoginKnowledge::SSH]);
            $acceptance = $this->needs->acceptance;
            $accepted = $record->cause === ''
                ? $acceptance->check($plan, $now, $record->asked())
                : $acceptance->byRoot($plan, $now);
        } catch (PlanRefused $refused) {
            $record->reason = $refused->reason();
            $record->objects = array_fill_keys($refused->objects(), WayBack::OTHER);
            $this->end($record, Phase::REFUSED);
            return;
        } catch (CannotRead | Refused | CannotStore $unreadable) {
            $record->reason = $unreadable instanceof CannotRead ? Forward::reasonOf($unreadable) : Forward::UNREADABLE;
            $record->detail = $unreadable instanceof CannotRead ? $unreadable->getMessage() : '';
            $this->end($record, Phase::REFUSED);
            return;
        }
        $record->hasOrder = $now->hasOrder();
        $record->closes = $accepted->closes();
        $record->confirmSeconds = $accepted->confirmSeconds();
        $record->proof = $accepted->proof();
        $record->idsBefore = array_keys($now->filters());
        foreach ($plan->isWatching() ? Everything::in($now) : $plan->objects($record->hasOrder) as $key => $object) {
            $record->kept[$key] = $object->keep($now, new Made());
            $record->before[$key] = $object->state($now, new Made());
        }
        $this->status->show($record);
        $record->phase = Phase::PLAYING;
        try {
            $record->ends = $this->endOf($record, $plan);
            $this->needs->records->save($record);
            $this->needs->story->begins($record, $plan);
        } catch (CannotStore | CannotRead $unwritten) {
            $record->reason = $unwritten instanceof CannotRead ? Forward::reasonOf($unwritten) : Forward::NO_JOURNAL;
            $record->detail = $unwritten->getMessage();
            $this->end($record, Phase::REFUSED);
            return;
        }
        // A power cut from here on needs somebody who goes on.
        $this->needs->memory->keep();
        $this->play($record, $plan, $now);
    }

    private function play(Record $record, Plan $plan, Config $before): void
    {
        $this->status->show($record);
        $failure = $this->forward->play($record, $plan, $this->pulse($record, $plan));
        if ($failure !== null) {
            $this->goBack($record, $plan, $failure);
            return;
        }
        $this->spared = $plan->spareNoMore();
        try {
            $config = $this->needs->reader->read($plan->owners());
            $record->closed = Closed::between($before, $config);
            foreach ($record->touched($plan) as $key => $object) {
                $record->after[$key] = $object->state($config, $record->madeIds());
            }
            $record->seen = Foreign::seen($config);
            $record->phase = Phase::APPLYING;
            $this->status->show($record);
            $this->needs->records->save($record);
        } catch (CannotRead | CannotStore $broken) {
            $record->detail = $broken->getMessage();
            $this->goBack($record, $plan, $broken instanceof CannotRead ? Forward::reasonOf($broken) : Forward::NO_JOURNAL);
            return;
        }
        // While a person is at it, what is in force is looked at again and again.
        $isInForce = $plan->isWatching() || !$plan->needsRules() || $this->needs->enforcement->settles(
            $config,
            $record->closes && $record->cause === '' ? $record->address : null,
            $this->beat($record)
        );
        if (!$isInForce) {
            $this->goBack($record, $plan, self::NOT_IN_FORCE);
            return;
        }
        if ($plan->isRotation() && $this->isLeaving($record)) {
            // Nobody would be there to end it.
            $this->goBack($record, $plan, Waiting::MODULE_OFF);
            return;
        }
        if (!$this->needs->inForce->wait($plan, $config, $record->kept, $this->beat($record))) {
            if (!$plan->isRenewing() && ($plan->settles() !== [] || $plan->lasting() !== [])) {
                $this->goBack($record, $plan, self::NOT_IN_FORCE);
                return;
            }
            // No reason to go back: Core has them, and Asterisk gets them later.
            $record->reason = self::NOT_IN_FORCE;
        }
        $record->playedAt = $plan->isRotation() ? $this->needs->clock->now()->getTimestamp() : 0;
        $this->status->show($record);
        if (!$this->promise($record)) {
            $this->goBack($record, $plan, Forward::NO_JOURNAL);
            return;
        }
        if ($record->confirmSeconds === null) {
            $this->end($record, Phase::DONE);
            return;
        }
        $this->arm($record, $plan, $record->confirmSeconds);
    }

    /**
     * New secrets can be undone for a while, whatever the page said.
     *
     * @throws CannotRead when there is no time
     */
    private function endOf(Record $record, Plan $plan): ?Deadline
    {
        if (!$plan->isRotation()) {
            return $record->ends;
        }
        $pace = $this->needs->pace;
        $now = $this->needs->clock->now();
        $isSooner = $record->ends !== null
            && $record->ends->secondsLeft($pace->boot(), $pace->uptime(), $now) <= self::SECONDS_KEPT;
        return $isSooner ? $record->ends : new Deadline($pace->boot(), $pace->uptime(), $now, self::SECONDS_KEPT);
    }

    /**
     * What comes for a while does not come where nobody would know when to take it away.
     */
    private function promise(Record $record): bool
    {
        $ends = $record->ends;
        if ($ends === null) {
            return true;
        }
        try {
            $this->needs->records->archive($record);
            $this->needs->calendar->add($record->id, $ends);
        } catch (CannotStore $unwritten) {
            $record->detail = $unwritten->getMessage();
            return false;
        }
        return true;
    }

    private function arm(Record $record, Plan $plan, int $seconds): void
    {
        $pace = $this->needs->pace;
        $pace->sleep(self::SECONDS_BEFORE_REFERENCE);
        try {
            $record->reference = $this->needs->connections->now();
            $now = $this->needs->clock->now();
            $seconds = $record->later === null ? $seconds : $record->later->secondsToConfirm($now);
            $record->deadline = new Deadline($pace->boot(), $pace->uptime(), $now, $seconds);
            $record->signInAfter = $record->proof === Proof::SIGN_IN ? $this->needs->clock->now()->getTimestamp() : null;
            $record->phase = Phase::WAITING;
            $this->needs->records->save($record);
            $this->needs->story->waits($record);
        } catch (CannotRead | CannotStore $unknown) {
            $record->detail = $unknown->getMessage();
            $this->goBack($record, $plan, $unknown instanceof CannotRead ? PlanRefused::NO_PROOF : Forward::NO_JOURNAL);
            return;
        }
        $this->waitForConfirmation($record, $plan);
    }

    private function waitForConfirmation(Record $record, Plan $plan): void
    {
        $reason = $this->waiting->wait($record);
        if ($reason === null) {
            $this->keep($record, $plan);
            return;
        }
        $this->goBack($record, $plan, $reason);
    }

    /**
     * It is confirmed. What is said to be in force is looked at once more: somebody may have changed it meanwhile.
     */
    private function keep(Record $record, Plan $plan): void
    {
        $record->isConfirmed = true;
        $record->phase = Phase::APPLYING;
        $this->saveOrTell($record);
        $this->status->show($record);
        try {
            $now = $this->needs->reader->read($plan->owners());
            if ($plan->isWatching()) {
                Edits::confirm($record, $now);
            } else {
                $record->objects = Foreign::changed($record, $plan, $now);
            }
            $isInForce = $plan->lasting() === []
                ? $this->needs->enforcement->wait($now, null, $this->beat($record))
                : $this->needs->inForce->lasts($plan, $this->beat($record));
            $record->reason = $isInForce ? '' : self::NOT_IN_FORCE;
        } catch (CannotRead $hidden) {
            $record->reason = Forward::UNREADABLE;
            $record->detail = $hidden->getMessage();
        }
        if ($record->objects !== []) {
            $record->reason = self::CHANGED;
        }
        $this->end($record, Phase::DONE);
    }

    /**
     * The way back is more important than keeping and telling what is done.
     */
    private function goBack(Record $record, Plan $plan, string $reason): void
    {
        // What a person did while they were watched is nobody's later work.
        $isLate = !$plan->isWatching() && $this->secondsLeft($record) < -self::SECONDS_UNTIL_LATE;
        $record->phase = Phase::UNDOING;
        $record->closed = Closed::nothing();
        $record->connected = null;
        $record->reason = $reason;
        $this->status->show($record);
        $this->saveOrTell($record);
        try {
            $this->needs->story->goesBack($record);
        } catch (CannotStore $unwritten) {
            $this->needs->log->trouble('plan: ' . $unwritten->getMessage());
        }
        for ($round = 1; true; $round++) {
            $config = $this->wayBack->go($record, $plan, $isLate, $this->beat($record));
            $isInForce = $config !== null && $this->isBack($record, $plan, $config, $reason);
            // What nobody had an answer to may have happened meanwhile.
            $isOver = $config === null || !$record->isUncertain || $round === self::MOST_ROUNDS;
            if ($isOver || $this->wayBack->holds($record, $plan, $isLate)) {
                break;
            }
        }
        if ($config !== null && !$isInForce) {
            $record->detail = self::NOT_IN_FORCE;
        }
        if ($isInForce) {
            $record->objects = array_diff($record->objects, [WayBack::OLD]);
        } else {
            $record->left = $this->wayBack->states($record, $plan);
        }
        $this->end($record, $isInForce ? Phase::UNDONE : Phase::STUCK);
    }

    /**
     * Whoever switches the module off waits for it, and not for long.
     *
     * @throws CannotRead
     */
    private function isBack(Record $record, Plan $plan, Config $config, string $reason): bool
    {
        $enforcement = $this->needs->enforcement;
        $isLeaving = $reason === Waiting::MODULE_OFF;
        $beat = $this->beat($record);
        if ($plan->needsRules() && !($isLeaving ? $enforcement->wait($config, null, $beat) : $enforcement->settles($config, null, $beat))) {
            return false;
        }
        if (!$this->needs->inForce->lasts($plan, $beat)) {
            return false;
        }
        if (!in_array(LoginKnowledge::SSH, $plan->settles(), true)) {
            return true;
        }
        $seconds = $isLeaving ? self::SECONDS_FOR_SSH_WHEN_LEAVING : SecretsInForce::SECONDS_AT_MOST;
        try {
            $isSet = $this->needs->inForce->secrets()->wait([LoginKnowledge::SSH], $beat, $seconds);
        } catch (CannotRead $hidden) {
            $record->detail = $hidden->getMessage();
            $isSet = false;
        }
        // While the module goes, Core goes on with it.
        return $isSet || $isLeaving || $record->wasUnsettled;
    }

    /**
     * 0 and less: too late for what was to be done until then.
     */
    private function secondsLeft(Record $record): float
    {
        $pace = $this->needs->pace;
        try {
            return $record->deadline === null
                ? 0.0
                : $record->deadline->secondsLeft($pace->boot(), $pace->uptime(), $this->needs->clock->now());
        } catch (CannotRead $timeless) {
            return 0.0;
        }
    }

    /**
     * A plan that begins long after it was asked for would surprise whoever asked.
     *
     * @throws PlanRefused
     */
    private function mustBeInTime(Record $record): void
    {
        if ($record->deadline !== null && $this->secondsLeft($record) <= 0) {
            throw new PlanRefused(PlanRefused::TOO_LATE);
        }
    }

    private function isLeaving(Record $record): bool
    {
        foreach ($this->needs->desk->wishes() as $wish) {
            if ($wish->isAbout($record->id) && $wish->kind() === Wish::LEAVE) {
                return true;
            }
        }
        return false;
    }

    /**
     * @return callable(): void
     */
    private function beat(Record $record): callable
    {
        return function () use ($record): void {
            $this->status->show($record);
        };
    }

    /**
     * A sign of life at least each second, also where one step takes a while; and whether the module is being switched off, when nobody would
     * be there to end what they begin.
     *
     * @return callable(): (string|null)
     */
    private function pulse(Record $record, Plan $plan): callable
    {
        $last = 0.0;
        return function () use ($record, $plan, &$last): ?string {
            $now = $this->needs->pace->uptime();
            if ($now - $last < self::SECONDS_BETWEEN_SIGNS) {
                return null;
            }
            $last = $now;
            $this->status->show($record);
            return $plan->isRotation() && $this->isLeaving($record) ? Waiting::MODULE_OFF : null;
        };
    }

    private function saveOrTell(Record $record): void
    {
        try {
            $this->needs->records->save($record);
        } catch (CannotStore $unwritten) {
            $this->needs->log->trouble("plan $record->id: " . $unwritten->getMessage());
        }
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
            if ($wish->isAbout($record->id) && $wish->kind() === Wish::REVERT && $record->reason !== Record::DAMAGED) {
                $record->resumed = 0;
                $this->goBack($record, $this->needs->source->of($record), $record->reason);
                return;
            }
        }
        $this->status->show($record);
    }

    /**
     * Broken off here, it is done once more: a row in the journal may come twice, and none is missing. What cannot be kept
     * is told to the log, and does not keep the rest from being done.
     */
    private function end(Record $record, string $phase): void
    {
        $record->phase = $phase;
        $record->endedAt = $this->needs->clock->now()->format(DATE_ATOM);
        $isForGood = $record->setsPasswords();
        if ($isForGood && Phase::isOver($phase)) {
            $record->forgetPasswords();
        }
        $this->saveOrTell($record);
        if ($phase === Phase::DONE) {
            $this->connected->look($record);
        }
        $this->tellTheEnd($record);
        try {
            $isNothing = $record->isWatching() && $record->kept === [];
            if ($phase === Phase::DONE && $record->undoOf === '' && !$isForGood && !$isNothing) {
                $this->needs->records->archive($record);
            }
            if ($phase === Phase::DONE && $record->undoOf !== '') {
                $this->forget($record);
            }
            if ($phase !== Phase::DONE && Phase::isOver($phase)) {
                $this->keepNoPromise($record);
            }
            if ($record->later !== null && $phase !== Phase::DONE && $phase !== Phase::DISMISSED) {
                $this->tellWhoIsNotThere($record);
            }
            if (Phase::isOver($phase)) {
                $this->needs->wiping->whatNobodyNeeds();
            }
        } catch (CannotStore $full) {
            $this->needs->log->trouble("plan $record->id: " . $full->getMessage());
        }
        try {
            if (Phase::isOver($phase)) {
                $this->needs->records->clear();
            }
        } finally {
            $this->status->show($record);
        }
    }

    /**
     * What is undone cannot be undone again.
     *
     * @throws CannotStore
     */
    private function forget(Record $record): void
    {
        if ($record->only !== []) {
            $this->needs->wiping->of($record->undoOf, $record->only);
            return;
        }
        $this->needs->records->forget($record->undoOf);
        $this->needs->calendar->remove($record->undoOf);
    }

    /**
     * It did not come, so it need not go; or it did not go, which a person has to know.
     *
     * @throws CannotStore
     */
    private function keepNoPromise(Record $record): void
    {
        if ($record->ends !== null) {
            $this->needs->records->forget($record->id);
            $this->needs->calendar->remove($record->id);
        }
        if ($record->cause === Record::END) {
            // Their time has come, whatever else stays.
            $this->needs->wiping->of($record->undoOf);
            $this->needs->calendar->trouble($record->undoOf, $record->reason === '' ? $record->phase : $record->reason);
        }
    }

    /**
     * It began by itself. That it is not in force stays until a person has seen it; one that is stuck shows itself.
     *
     * @throws CannotStore
     */
    private function tellWhoIsNotThere(Record $record): void
    {
        $this->needs->teller->tell($record);
        if (Phase::isOver($record->phase)) {
            $this->needs->records->keepLater($record);
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
