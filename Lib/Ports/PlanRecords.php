<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Plan\Due;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;

/**
 * What the player knows, where root alone can read and change it. What is kept is on the disk when a method returns.
 */
interface PlanRecords
{
    /**
     * The plan that is not over yet; null: none. In the place of a damaged one there is a record that says so
     * (Record::damaged).
     *
     * @throws CannotStore
     */
    public function load(): ?Record;

    /**
     * @throws CannotStore
     */
    public function save(Record $record): void;

    /**
     * It is over: from now on none is loaded, also where nothing can be written.
     *
     * @throws CannotStore
     */
    public function clear(): void;

    /**
     * Keeps a plan that was played, so that it can be undone later. Old ones are forgotten.
     *
     * @throws CannotStore
     */
    public function archive(Record $record): void;

    /**
     * A plan that was played; null: there is none, or it was forgotten.
     *
     * @throws CannotStore
     */
    public function find(string $id): ?Record;

    /**
     * Plans that can be undone, newest first.
     *
     * @return list<string>
     */
    public function ids(): array;

    /**
     * What comes due. A list that is damaged is empty.
     *
     * @return list<Due>
     */
    public function due(): array;

    /**
     * @param list<Due> $due instead of what there was
     *
     * @throws CannotStore
     */
    public function keepDue(array $due): void;

    /**
     * What is to begin later, or what became of it until a person has seen it; null: none.
     */
    public function later(): ?Record;

    /**
     * @param Record|null $record instead of what there was; null: none, which a full disk allows
     *
     * @throws CannotStore
     */
    public function keepLater(?Record $record): void;

    /**
     * It cannot be undone any more: it has been.
     *
     * @throws CannotStore
     */
    public function forget(string $id): void;
}
