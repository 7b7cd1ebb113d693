<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchRecords;

/**
 * Records on a disk that is full for one of the writes: `reserve`, `keep`, or `save` with the phase that is saved. The
 * next ones find room again.
 */
final class FullRecords implements PatchRecords
{
    private PatchRecords $records;
    private string $full;

    public function __construct(PatchRecords $records, string $full)
    {
        $this->records = $records;
        $this->full = $full;
    }

    public function take(): ?PatchOrder
    {
        return $this->records->take();
    }

    public function load(): PatchState
    {
        return $this->records->load();
    }

    public function save(PatchState $state): void
    {
        $this->mayBeFull("save $state->phase");
        $this->records->save($state);
    }

    public function show(PatchState $state): void
    {
        $this->records->show($state);
    }

    public function keep(string $name, string $bytes): void
    {
        $this->mayBeFull('keep');
        $this->records->keep($name, $bytes);
    }

    public function kept(string $name): ?string
    {
        return $this->records->kept($name);
    }

    public function reserve(): void
    {
        $this->mayBeFull('reserve');
        $this->records->reserve();
    }

    public function release(): void
    {
        $this->records->release();
    }

    private function mayBeFull(string $write): void
    {
        if ($write === $this->full) {
            $this->full = '';
            throw new CannotStore(CannotStore::FULL, 'full');
        }
    }
}
