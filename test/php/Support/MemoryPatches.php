<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchCounter;

/**
 * Keeps what was asked of the fix.
 */
final class MemoryPatches implements PatchCounter
{
    /** @var array<mixed>|null */
    public ?array $status = null;
    public ?string $script = null;
    /** @var list<array<string, string>> */
    public array $orders = [];
    /** Nobody takes them away. */
    public bool $isWaiting = false;
    /** Seconds since then. */
    public int $age = 0;
    public bool $isFull = false;
    public int $rings = 0;

    public function status(): ?array
    {
        return $this->status;
    }

    public function script(): ?string
    {
        return $this->script;
    }

    public function hasOrder(): bool
    {
        return $this->isWaiting;
    }

    public function handedInAt(): ?int
    {
        return $this->isWaiting ? FakeClock::UNIX - $this->age : null;
    }

    public function handIn(array $order): void
    {
        if ($this->isFull) {
            throw new CannotStore(CannotStore::FULL, 'disk full');
        }
        $this->orders[] = $order;
        $this->isWaiting = true;
    }

    public function ring(): void
    {
        $this->rings++;
    }
}
