<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Step;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreNotices;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * Plays the steps: each is written down before it begins, and read back before the next one.
 */
final class Forward
{
    public const REFUSED = 'step-refused';
    public const NOT_STORED = 'not-stored';
    public const NO_JOURNAL = 'no-journal';
    public const UNREADABLE = 'unreadable';

    /** The server of Fail2Ban needs some seconds to start anew. */
    private const SECONDS_FOR_WHAT_MAY_MISS = 30.0;
    private const SIGNS_BETWEEN_TRIES = 4;
    private const SECONDS_BETWEEN_SIGNS = 0.5;
    private const LOOKS = 4;
    private const SECONDS_BETWEEN_LOOKS = 1.0;

    private PlanRecords $records;
    private Story $story;
    private ConfigReader $reader;
    private Hands $hands;
    private CoreNotices $notices;
    private Surroundings $surroundings;
    private Pace $pace;

    public function __construct(
        PlanRecords $records,
        Story $story,
        ConfigReader $reader,
        Hands $hands,
        CoreNotices $notices,
        Surroundings $surroundings,
        Pace $pace
    ) {
        $this->records = $records;
        $this->story = $story;
        $this->reader = $reader;
        $this->hands = $hands;
        $this->notices = $notices;
        $this->surroundings = $surroundings;
        $this->pace = $pace;
    }

    /**
     * A key that was needed and could not be made is nothing that could not be read.
     */
    public static function reasonOf(CannotRead $hidden): string
    {
        return $hidden->isOfFullDisk() ? self::NO_JOURNAL : self::UNREADABLE;
    }

    /**
     * @param callable(): (string|null) $beat called while it takes longer; says why to go back, null: go on
     *
     * @return string|null why it was not played; null: it was
     */
    public function play(Record $record, Plan $plan, callable $beat): ?string
    {
        try {
            return $this->notices->once(fn (): ?string => $this->playAll($record, $plan, $beat));
        } catch (CannotStore $unwritten) {
            $record->detail = $unwritten->getMessage();
            return self::NO_JOURNAL;
        } catch (CannotRead $unreadable) {
            $record->detail = $unreadable->getMessage();
            return self::reasonOf($unreadable);
        } catch (PlanRefused $changed) {
            // Somebody changed the PBX while the plan was being played.
            return $changed->reason();
        }
    }

    /**
     * @param callable(): (string|null) $beat
     *
     * @throws CannotStore
     * @throws CannotRead
     * @throws PlanRefused
     */
    private function playAll(Record $record, Plan $plan, callable $beat): ?string
    {
        foreach ($plan->together() as $steps) {
            $failure = $this->playTogether($record, $plan, $steps, $beat);
            if ($failure !== null) {
                return $failure;
            }
        }
        return null;
    }

    /**
     * @param non-empty-array<int, Step> $steps by place
     * @param callable(): (string|null)  $beat
     *
     * @throws CannotStore
     * @throws CannotRead
     * @throws PlanRefused
     */
    private function playTogether(Record $record, Plan $plan, array $steps, callable $beat): ?string
    {
        $now = $this->reader->read(self::ownersOf($record, $steps));
        $then = $now;
        $foretold = [];
        foreach ($steps as $place => $step) {
            $then = $step->predict($then, $place, $record->madeIds(), $this->surroundings->categories());
            $foretold[$place] = $then;
            $record->after = self::foretold($record, $step, $place, $then) + $record->after;
            $record->begun = $place;
        }
        $failure = $beat();
        if ($failure === null) {
            $this->records->save($record);
            $failure = $beat();
        }
        if ($failure !== null) {
            return $failure;
        }
        $this->story->steps($record, $steps);
        foreach ($steps as $place => $step) {
            $failure = $this->playStep($record, $plan, $step, $place, $now, $foretold[$place], $beat);
            if ($failure !== null) {
                return $failure;
            }
            // Kept with the next step, or with what comes after the last one: whoever comes before finds it out by itself.
            $record->done = $place;
        }
        return null;
    }

    /**
     * @param callable(): (string|null) $beat
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    private function playStep(
        Record $record,
        Plan $plan,
        Step $step,
        int $place,
        Config $now,
        Config $foretold,
        callable $beat
    ): ?string {
        $failure = null;
        if ($plan->standsWithout($step)) {
            $this->tryStep($record, $step, $place, $now, $beat);
        } else {
            $failure = $this->attempt($record, $step, $place, $now);
        }
        $isPlayed = $failure === null && $this->isPlayed($record, $plan, $step, $place, $foretold);
        return $failure ?? ($isPlayed ? $beat() : self::NOT_STORED);
    }

    /**
     * @throws CannotStore
     */
    private function attempt(Record $record, Step $step, int $place, Config $now): ?string
    {
        try {
            $id = $step->play($this->hands->of($record->session), $record->madeIds(), $now);
            if ($id !== null) {
                $record->made[$place] = $id;
            }
        } catch (PlayFailed $failed) {
            $record->detail = $failed->getMessage();
            if (!$failed->mayHaveHappened()) {
                return self::REFUSED;
            }
            $record->isUncertain = true;
            $this->records->save($record);
        }
        return null;
    }

    /**
     * What the plan stands without: tried for a while, and told when it did not work out.
     *
     * @param callable(): mixed $beat
     *
     * @throws CannotStore
     * @throws CannotRead when there is no time
     */
    private function tryStep(Record $record, Step $step, int $place, Config $now, callable $beat): void
    {
        $end = $this->pace->uptime() + self::SECONDS_FOR_WHAT_MAY_MISS;
        while (true) {
            try {
                $step->play($this->hands->of($record->session), $record->madeIds(), $now);
                return;
            } catch (PlayFailed $failed) {
                $why = $failed->getMessage();
            }
            if ($this->pace->uptime() >= $end) {
                $record->missed[$place] = $why;
                $this->records->save($record);
                $this->story->missed($record, $place);
                return;
            }
            for ($sign = 1; $sign <= self::SIGNS_BETWEEN_TRIES; $sign++) {
                $beat();
                $this->pace->sleep(self::SECONDS_BETWEEN_SIGNS);
            }
        }
    }

    /**
     * What its first object will mean: whoever comes after a broken-off player knows the plan's own doing by it.
     *
     * @return array<string, array<mixed>> by key
     */
    private static function foretold(Record $record, Step $step, int $place, Config $foretold): array
    {
        $made = $record->madeIds();
        $made = $made->find($place) === null ? $made->with($place, -$place) : $made;
        $object = $step->objects($place, $record->hasOrder)[0] ?? null;
        return $object === null ? [] : [$object->key() => $object->state($foretold, $made)];
    }

    /**
     * Without an answer it may take a moment.
     *
     * @throws CannotRead
     */
    private function isPlayed(Record $record, Plan $plan, Step $step, int $place, Config $foretold): bool
    {
        for ($look = 1; $look <= self::LOOKS; $look++) {
            $now = $this->reader->read(self::ownersOf($record, [$place => $step]));
            if ($record->isUncertain) {
                $record->made = $plan->findMade($now, $record->madeIds(), $place, $record->idsBefore)->ids();
            }
            if ($step->isPlayed($foretold, $now, $place, $record->madeIds())) {
                foreach ($step->objects($place, $record->hasOrder) as $object) {
                    $record->after[$object->key()] = $object->state($now, $record->madeIds());
                }
                return true;
            }
            if (!$record->isUncertain) {
                break;
            }
            $this->pace->sleep(self::SECONDS_BETWEEN_LOOKS);
        }
        foreach ($step->objects($place, $record->hasOrder) as $object) {
            if ($object->owners() !== []) {
                // What is there instead is the plan's doing all the same, and nobody else's.
                unset($record->after[$object->key()]);
            }
        }
        return false;
    }

    /**
     * @param array<int, Step> $steps by place
     *
     * @return list<string>
     */
    private static function ownersOf(Record $record, array $steps): array
    {
        $owners = [];
        foreach ($steps as $place => $step) {
            foreach ($step->objects($place, $record->hasOrder) as $object) {
                $owners = array_merge($owners, $object->owners());
            }
        }
        return $owners;
    }
}
