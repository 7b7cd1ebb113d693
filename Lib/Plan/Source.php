<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Fail2ban;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\PutBack;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Unexempt;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;

/**
 * The plan of a record: as it was sent, or the way back of one that was played.
 */
final class Source
{
    /** Time to confirm an undo that takes something from somebody, or opens something again. */
    private const SECONDS = 300;

    private PlanRecords $records;
    private PlanReader $reader;
    private ?PasswordsInPlans $passwords;

    /**
     * @param PasswordsInPlans|null $passwords null: plans that set passwords are not played here
     */
    public function __construct(PlanRecords $records, ?PasswordsInPlans $passwords = null)
    {
        $this->passwords = $passwords;
        $this->records = $records;
        $this->reader = new PlanReader();
    }

    /**
     * @throws Refused
     * @throws PlanRefused
     * @throws CannotStore
     */
    public function of(Record $record): Plan
    {
        if ($record->plan !== null) {
            $plan = $this->reader->read($record->plan);
            return $plan->setsPasswords() ? $this->withPasswords($plan, $record) : $plan;
        }
        $played = $this->records->find($record->undoOf);
        if ($played === null) {
            throw new PlanRefused(PlanRefused::NO_PLAN);
        }
        $steps = [];
        foreach (array_reverse($this->undone($record, $played)) as $key => $object) {
            $kept = $played->kept[$key] ?? [];
            $steps[] = $object instanceof Fail2ban && $played->owners() !== []
                ? new Unexempt($kept, $played->after[$key] ?? [])
                : new PutBack($object, $kept);
        }
        return new Plan('undo', '', $steps, $record->address, self::SECONDS);
    }

    /**
     * @throws PlanRefused
     * @throws CannotStore
     */
    private function withPasswords(Plan $plan, Record $record): Plan
    {
        if ($this->passwords === null) {
            throw new PlanRefused(PlanRefused::NO_PASSWORD);
        }
        return $this->passwords->into($plan, $record);
    }

    /**
     * An object that somebody changed since is not overwritten.
     *
     * @throws Refused
     * @throws PlanRefused
     * @throws CannotStore
     */
    public function mustBeUnchanged(Record $record, Config $now): void
    {
        $played = $record->undoOf === '' ? null : $this->records->find($record->undoOf);
        if ($played === null) {
            return;
        }
        $changed = [];
        foreach ($this->undone($record, $played) as $key => $object) {
            // Only what a rotation wrote into the list is taken out, whoever wrote more.
            if ($object instanceof Fail2ban && $played->owners() !== []) {
                continue;
            }
            // Somebody took it away before its time.
            if ($record->cause === Record::END && $object->isAsKept($played->kept[$key] ?? [], $now, new Made())) {
                continue;
            }
            // As JSON: what was kept went through it, and an order of keys means nothing.
            if (self::text($object->state($now, new Made())) !== self::text($played->after[$key] ?? [])) {
                $changed[] = $key;
            }
        }
        if ($changed !== []) {
            throw new PlanRefused(PlanRefused::CONFLICT, $changed);
        }
    }

    /**
     * What came for a while is taken away, and nothing else is touched: the order of rules is others' business by then, and new
     * secrets stay. What a person named, and not more.
     *
     * @return array<string, PlanObject>
     *
     * @throws Refused
     * @throws PlanRefused when there is nothing left of what was named
     * @throws CannotStore
     */
    private function undone(Record $record, Record $played): array
    {
        $objects = array_intersect_key($this->objects($played), $played->kept);
        if ($record->only !== []) {
            $named = array_intersect_key($objects, array_flip($record->only));
            if (count($named) !== count($record->only)) {
                throw new PlanRefused(PlanRefused::NO_PLAN);
            }
            return $named;
        }
        if ($record->cause !== Record::END) {
            return $objects;
        }
        $isRotation = $played->owners() !== [];
        return array_filter($objects, static function (PlanObject $object, string $key) use ($played, $isRotation): bool {
            $kept = $played->kept[$key] ?? [];
            return $isRotation ? $object instanceof Fail2ban : array_key_exists('filter', $kept) && $kept['filter'] === null;
        }, ARRAY_FILTER_USE_BOTH);
    }

    /**
     * @return array<string, PlanObject> settled, by the key that they had
     *
     * @throws Refused
     * @throws PlanRefused
     * @throws CannotStore
     */
    private function objects(Record $played): array
    {
        $objects = [];
        foreach ($played->touched($this->of($played)) as $key => $object) {
            $objects[$key] = $object->settled($played->madeIds());
        }
        return $objects;
    }

    /**
     * @param array<mixed> $state
     */
    private static function text(array $state): string
    {
        ksort($state);
        return (string) json_encode($state);
    }
}
