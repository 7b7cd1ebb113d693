<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;

/**
 * Root's side of the fix: what was asked, what is kept, and what others may see of it.
 */
interface PatchRecords
{
    /** The script to be looked at. */
    public const FETCHED = 'fetched';
    /** The script that was run. */
    public const RUN = 'run';

    /**
     * What was handed in, once; null: nothing, or nothing that could be read.
     */
    public function take(): ?PatchOrder;

    public function load(): PatchState;

    /**
     * Kept, and shown.
     *
     * @throws CannotStore
     */
    public function save(PatchState $state): void;

    /**
     * Shown only: what is gone after the end of this process.
     */
    public function show(PatchState $state): void;

    /**
     * @phpstan-param self::FETCHED|self::RUN $name
     *
     * @throws CannotStore
     */
    public function keep(string $name, string $bytes): void;

    /**
     * @phpstan-param self::FETCHED|self::RUN $name
     *
     * @return string|null null: it is not there
     */
    public function kept(string $name): ?string;

    /**
     * Room on the disk for the record of a run, whatever the script does to the disk.
     *
     * @throws CannotStore
     */
    public function reserve(): void;

    public function release(): void;
}
