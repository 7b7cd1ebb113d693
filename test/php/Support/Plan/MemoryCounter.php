<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;

/**
 * Keeps what was handed in.
 */
final class MemoryCounter implements PlanCounter
{
    /** @var array<mixed>|null */
    public ?array $status = null;
    /** @var list<array<string, mixed>> */
    public array $jobs = [];
    /** @var list<Wish> */
    public array $wishes = [];
    public int $rings = 0;
    /** Nobody takes them away. */
    public bool $isWaiting = false;
    /** Seconds since then. */
    public int $age = 0;
    public bool $isFull = false;

    public function status(): ?array
    {
        return $this->status;
    }

    public function hasJob(): bool
    {
        return $this->isWaiting;
    }

    public function handedInAt(): ?int
    {
        return $this->isWaiting ? FakeClock::UNIX - $this->age : null;
    }

    public function handIn(array $job): void
    {
        if ($this->isFull) {
            throw new CannotStore(CannotStore::FULL, 'disk full');
        }
        $this->jobs[] = $job;
        $this->isWaiting = true;
    }

    public function wish(Wish $wish): void
    {
        $this->wishes[] = $wish;
    }

    public function ring(): void
    {
        $this->rings++;
    }
}
