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
     * @return string|null why it was not played; null: it was
     */
    public function play(Record $record, Plan $plan): ?string
    {
        try {
            foreach ($plan->steps() as $index => $step) {
                $failure = $this->playStep($record, $plan, $step, $index + 1);
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
     * @throws CannotStore
     * @throws CannotRead
     * @throws PlanRefused
     */
    private function playStep(Record $record, Plan $plan, Step $step, int $place): ?string
    {
        $now = $this->reader->read();
        $foretold = $step->predict($now, $place, $record->madeIds(), $this->surroundings->categories());
        $record->begun = $place;
        $this->records->save($record);
        $this->story->step($record, $step, $place);
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
        if (!$this->isPlayed($record, $plan, $step, $place, $foretold)) {
            return self::NOT_STORED;
        }
        // Kept with the next step, or with what comes after the last one: whoever comes before finds it out by itself.
        $record->done = $place;
        return null;
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
