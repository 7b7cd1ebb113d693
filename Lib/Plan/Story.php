<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Secret;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Step;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * What the journal says of a plan: placeholders stay, secrets never come here.
 */
final class Story
{
    private Journal $journal;

    public function __construct(Journal $journal)
    {
        $this->journal = $journal;
    }

    /**
     * @throws CannotStore
     */
    public function isForLater(Record $record): void
    {
        $this->tell($record, 'plan/later', ['action' => $record->action, 'steps' => $record->steps] + self::cause($record));
    }

    /**
     * @throws CannotStore
     */
    public function begins(Record $record, Plan $plan): void
    {
        $this->tell($record, 'plan/begins', [
            'action' => $plan->action(),
            'undoes' => $record->undoOf,
            'steps' => $plan->told(),
            'confirmSeconds' => $record->confirmSeconds,
        ] + self::cause($record));
    }

    /**
     * @param non-empty-array<int, Step> $steps that are written down at once, by place
     *
     * @throws CannotStore
     */
    public function steps(Record $record, array $steps): void
    {
        $to = count($steps) === 1 ? [] : ['to' => max(array_keys($steps))];
        $this->tell($record, 'plan/step', ['step' => min(array_keys($steps))] + $to + Plan::toldAtOnce($steps));
    }

    /**
     * A step did not work out, and the plan goes on.
     *
     * @throws CannotStore
     */
    public function missed(Record $record, int $place): void
    {
        $this->tell($record, 'plan/missed', ['step' => $place, 'detail' => $record->missed[$place] ?? '']);
    }

    /**
     * @throws CannotStore
     */
    public function waits(Record $record): void
    {
        $deadline = $record->deadline === null ? '' : $record->deadline->at()->format(DATE_ATOM);
        $this->tell($record, 'plan/waits', ['until' => $deadline]);
    }

    /**
     * @throws CannotStore
     */
    public function goesBack(Record $record): void
    {
        $this->tell($record, 'plan/goes-back', ['reason' => $record->reason, 'detail' => $record->detail]);
    }

    /**
     * @throws CannotStore
     */
    public function ends(Record $record): void
    {
        $details = array_filter([
            'reason' => $record->reason,
            'detail' => $record->detail,
            'undoes' => $record->undoOf,
            'cause' => $record->cause,
            'at' => self::at($record),
            'steps' => $record->done,
            'missed' => $record->missed,
            'objects' => $record->objects,
        ] + self::states($record));
        // Nobody is told, too.
        $connected = $record->connected === null ? [] : ['connected' => $record->connected->counted()];
        $this->tell($record, "plan/$record->phase", $details + $connected);
    }

    /**
     * What the objects meant before and after; of what a person changed by hand nothing else is known.
     *
     * @return array<string, array<string, array<mixed>>>
     */
    private static function states(Record $record): array
    {
        if ($record->isWatching()) {
            $edited = array_flip(Edits::keys($record));
            return [
                'before' => array_intersect_key($record->before, $edited),
                'after' => array_intersect_key($record->after, $edited),
            ];
        }
        return [
            'before' => self::known($record->before),
            'after' => $record->phase === Phase::DONE ? self::known($record->after) : [],
        ];
    }

    /**
     * Of secrets there is nothing to tell.
     *
     * @param array<string, array<mixed>> $states by key
     *
     * @return array<string, array<mixed>>
     */
    private static function known(array $states): array
    {
        return array_filter($states, static function (string $key): bool {
            return !Secret::isKey($key);
        }, ARRAY_FILTER_USE_KEY);
    }

    /**
     * @return array<string, string>
     */
    private static function cause(Record $record): array
    {
        $ends = $record->ends === null ? '' : $record->ends->at()->format(DATE_ATOM);
        return array_filter(['cause' => $record->cause, 'ends' => $ends, 'at' => self::at($record)]);
    }

    /**
     * When it was to begin by itself; '': at once.
     */
    private static function at(Record $record): string
    {
        return $record->later === null ? '' : $record->later->at()->format(DATE_ATOM);
    }

    /**
     * @param array<string, mixed> $details
     *
     * @throws CannotStore
     */
    private function tell(Record $record, string $action, array $details): void
    {
        try {
            $this->journal->add($record->person, $record->address, $action, ['plan' => $record->id] + $details);
        } catch (CannotStore $unwritten) {
            // Whoever is shut out goes before what is written down.
            if ($record->cause !== Record::CONSOLE) {
                throw $unwritten;
            }
        }
    }
}
