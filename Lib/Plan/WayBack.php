<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreNotices;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * Puts everything back that a plan may have touched. Doing it twice does no harm, so a broken-off way back is simply
 * begun again. What somebody else changed while the plan was waiting is put back, too, because the person may be locked out;
 * what they made stricter stays. Both are named. Later their work is not touched at all.
 */
final class WayBack
{
    public const OLD = 'old';
    public const NEW = 'new';
    public const OTHER = 'other';
    /** Somebody else changed it after the plan, and it is as before all the same. */
    public const PUT_BACK = 'put-back';
    /** Somebody else changed it after the plan, and it is as they wanted, as far as they made it stricter; or altogether. */
    public const LEFT = 'left';

    private const TRIES = 4;
    private const SECONDS_BETWEEN_TRIES = 1.0;
    /** How long what nobody answered may still happen. */
    private const LATE_LOOKS = 6;
    private const SECONDS_BETWEEN_LOOKS = 2.0;

    private PlanRecords $records;
    private ConfigReader $reader;
    private Restorer $restorer;
    private CoreNotices $notices;
    private Pace $pace;

    public function __construct(PlanRecords $records, ConfigReader $reader, Restorer $restorer, CoreNotices $notices, Pace $pace)
    {
        $this->records = $records;
        $this->reader = $reader;
        $this->restorer = $restorer;
        $this->notices = $notices;
        $this->pace = $pace;
    }

    /**
     * Leaves in the record what each object is.
     *
     * @param bool             $isLate nobody has looked after the plan for a while: what is not as it left it is somebody's later work
     * @param callable(): void $beat   called while it takes longer
     *
     * @return Config|null as it is now; null: not everything is as before
     */
    public function go(Record $record, Plan $plan, bool $isLate, callable $beat): ?Config
    {
        $config = $this->putAllBack($record, $plan, $isLate, $beat);
        for ($look = 0; $record->isUncertain && $look < self::LATE_LOOKS; $look++) {
            $this->pace->sleep(self::SECONDS_BETWEEN_LOOKS);
            $config = $this->putAllBack($record, $plan, $isLate, $beat);
        }
        return $config;
    }

    /**
     * Is everything still as before? What cannot be read is tried once more.
     */
    public function holds(Record $record, Plan $plan, bool $isLate): bool
    {
        try {
            $config = $this->reader->read($plan->owners());
            $this->findMade($record, $plan, $config);
            return $this->look($record, $plan, $config, $isLate);
        } catch (CannotRead $unreadable) {
            return false;
        }
    }

    /**
     * @param callable(): void $beat
     */
    private function putAllBack(Record $record, Plan $plan, bool $isLate, callable $beat): ?Config
    {
        for ($try = 1; $try <= self::TRIES; $try++) {
            try {
                $config = $this->reader->read();
                $this->findMade($record, $plan, $config);
                $this->notices->once(function () use ($record, $plan, $isLate, $beat): void {
                    $this->putBackWhatDiffers($record, $plan, $isLate, $beat);
                });
                $config = $this->reader->read($plan->owners());
                if ($this->look($record, $plan, $config, $isLate)) {
                    return $config;
                }
            } catch (CannotRead $unreadable) {
                $record->detail = $unreadable->getMessage();
            }
            $this->pace->sleep(self::SECONDS_BETWEEN_TRIES);
        }
        return null;
    }

    private function findMade(Record $record, Plan $plan, Config $config): void
    {
        if ($record->isWatching()) {
            Edits::findNew($record, $config);
            return;
        }
        $made = $plan->findMade($config, $record->madeIds(), $record->begun, $record->idsBefore)->ids();
        if ($made !== $record->made) {
            $record->made = $made;
            try {
                $this->records->save($record);
            } catch (CannotStore $full) {
                // It can be found again.
                $record->detail = $full->getMessage();
            }
        }
    }

    /**
     * The last change first: what was closed is open again before the person's own rule goes.
     *
     * @param callable(): void $beat
     *
     * @throws CannotRead
     */
    private function putBackWhatDiffers(Record $record, Plan $plan, bool $isLate, callable $beat): void
    {
        foreach (array_reverse($this->touched($record, $plan)) as $key => $object) {
            $beat();
            $config = $this->reader->read($object->owners());
            if ($object->isAsKept($record->kept[$key], $config, $record->madeIds())) {
                continue;
            }
            $target = $this->target($record, (string) $key, $object, $config, $isLate);
            if ($target === null) {
                continue;
            }
            try {
                $object->putBack($target, $config, $record->madeIds(), $this->restorer);
            } catch (PlayFailed $failed) {
                // The others all the same; what became of it is read afterwards.
                $record->detail = $failed->getMessage();
            }
        }
    }

    /**
     * As what it is to be put back.
     *
     * @return array<mixed>|null null: it stays as it is
     */
    private function target(Record $record, string $key, PlanObject $object, Config $config, bool $isLate): ?array
    {
        $kept = $record->kept[$key];
        if ($record->isWatching()) {
            // Whatever was changed meanwhile is what is to be put back.
            return $kept;
        }
        $known = $record->left[$key] ?? $record->after[$key] ?? null;
        if ($known === null || $object->state($config, $record->madeIds()) == $known) {
            return $kept;
        }
        if ($isLate) {
            $record->foreign[$key] = self::LEFT;
            return null;
        }
        // Before the plan was stored as a whole, it may be its own doing; of a secret that would be known.
        if ($record->seen === [] && $object->owners() === []) {
            return $kept;
        }
        $target = $object->merged($kept, $known, $config, $record->madeIds());
        $isMerged = $target !== $kept;
        $record->foreign[$key] ??= $isMerged ? self::LEFT : self::PUT_BACK;
        return $isMerged && $object->isAsKept($target, $config, $record->madeIds()) ? null : $target;
    }

    /**
     * Is everything as before, but for what somebody else made of it?
     */
    private function look(Record $record, Plan $plan, Config $config, bool $isLate): bool
    {
        $record->objects = [];
        $isAll = true;
        foreach ($this->touched($record, $plan) as $key => $object) {
            $is = $this->is($record, (string) $key, $object, $config, $isLate);
            $record->objects[$key] = $is;
            $isAll = $isAll && in_array($is, [self::OLD, self::PUT_BACK, self::LEFT], true);
        }
        return $isAll;
    }

    private function is(Record $record, string $key, PlanObject $object, Config $config, bool $isLate): string
    {
        $made = $record->madeIds();
        $foreign = $record->foreign[$key] ?? '';
        if ($object->isAsKept($record->kept[$key], $config, $made)) {
            return $foreign === self::PUT_BACK ? self::PUT_BACK : self::OLD;
        }
        if ($foreign === self::LEFT && $this->target($record, $key, $object, $config, $isLate) === null) {
            return self::LEFT;
        }
        $isNew = isset($record->after[$key]) && $object->state($config, $made) == $record->after[$key];
        return $isNew ? self::NEW : self::OTHER;
    }

    /**
     * Of a way back that did not work out: what each object means now.
     *
     * @return array<string, array<mixed>> by key
     *
     * @throws CannotRead
     */
    public function states(Record $record, Plan $plan): array
    {
        $config = $this->reader->read($plan->owners());
        $states = [];
        foreach ($this->touched($record, $plan) as $key => $object) {
            $states[$key] = $object->state($config, $record->madeIds());
        }
        return $states;
    }

    /**
     * @return array<string, PlanObject> by key
     */
    private function touched(Record $record, Plan $plan): array
    {
        return array_intersect_key($record->touched($plan), $record->kept);
    }
}
