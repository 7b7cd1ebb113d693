<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Step;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
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
    private const SECONDS_BETWEEN_TRIES = 2.0;
    private const LOOKS = 4;
    private const SECONDS_BETWEEN_LOOKS = 1.0;

    private PlanRecords $records;
    private Story $story;
    private ConfigReader $reader;
    private Hands $hands;
    private Surroundings $surroundings;
    private Pace $pace;

    public function __construct(
        PlanRecords $records,
        Story $story,
        ConfigReader $reader,
        Hands $hands,
        Surroundings $surroundings,
        Pace $pace
    ) {
        $this->records = $records;
        $this->story = $story;
        $this->reader = $reader;
        $this->hands = $hands;
        $this->surroundings = $surroundings;
        $this->pace = $pace;
    }

    /**
     * @param callable(): void $beat called while it takes longer
     *
     * @return string|null why it was not played; null: it was
     */
    public function play(Record $record, Plan $plan, callable $beat): ?string
    {
        try {
            foreach ($plan->steps() as $index => $step) {
                $failure = $this->playStep($record, $plan, $step, $index + 1, $beat);
                if ($failure !== null) {
                    return $failure;
                }
            }
        } catch (CannotStore $unwritten) {
            $record->detail = $unwritten->getMessage();
            return self::NO_JOURNAL;
        } catch (CannotRead $unreadable) {
            $record->detail = $unreadable->getMessage();
            return self::UNREADABLE;
        } catch (PlanRefused $changed) {
            // Somebody changed the PBX while the plan was being played.
            return $changed->reason();
        }
        return null;
    }

    /**
     * @param callable(): void $beat
     *
     * @throws CannotStore
     * @throws CannotRead
     * @throws PlanRefused
     */
    private function playStep(Record $record, Plan $plan, Step $step, int $place, callable $beat): ?string
    {
        $now = $this->reader->read();
        $foretold = $step->predict($now, $place, $record->madeIds(), $this->surroundings->categories());
        $record->begun = $place;
        $record->after = self::foretold($record, $step, $place, $foretold) + $record->after;
        $this->records->save($record);
        $this->story->step($record, $step, $place);
        $failure = null;
        if ($plan->standsWithout($step)) {
            $this->tryStep($record, $step, $place, $now, $beat);
        } else {
            $failure = $this->attempt($record, $step, $place, $now);
        }
        if ($failure === null && !$this->isPlayed($record, $plan, $step, $place, $foretold)) {
            $failure = self::NOT_STORED;
        }
        if ($failure !== null) {
            return $failure;
        }
        // Kept with the next step, or with what comes after the last one: whoever comes before finds it out by itself.
        $record->done = $place;
        return null;
    }

    /**
     * @throws CannotStore
     */
    private function attempt(Record $record, Step $step, int $place, Config $now): ?string
    {
        try {
            $id = $step->play($this->hands, $record->madeIds(), $now);
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
     * @param callable(): void $beat
     *
     * @throws CannotStore
     * @throws CannotRead when there is no time
     */
    private function tryStep(Record $record, Step $step, int $place, Config $now, callable $beat): void
    {
        $end = $this->pace->uptime() + self::SECONDS_FOR_WHAT_MAY_MISS;
        while (true) {
            try {
                $step->play($this->hands, $record->madeIds(), $now);
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
            $beat();
            $this->pace->sleep(self::SECONDS_BETWEEN_TRIES);
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
            $now = $this->reader->read();
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
                return false;
            }
            $this->pace->sleep(self::SECONDS_BETWEEN_LOOKS);
        }
        return false;
    }
}
