<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanDesk;

/**
 * What the player says, and what it hears.
 */
final class MemoryDesk implements PlanDesk
{
    /** @var array<mixed> */
    public array $status = [];
    /** @var list<string> phases as they were shown, each once */
    public array $phases = [];
    /** @var list<Wish> */
    public array $wishes = [];
    /** @var array<string, array<mixed>> what was shown last, by phase */
    public array $last = [];
    /** @var (callable(): void)|null called whenever something is shown */
    public $whenShown = null;

    public function publish(array $status): void
    {
        $this->status = $status;
        $phase = is_string($status['phase'] ?? null) ? $status['phase'] : '';
        $this->last[$phase] = $status;
        if (end($this->phases) !== $phase) {
            $this->phases[] = $phase;
        }
        if ($this->whenShown !== null) {
            ($this->whenShown)();
        }
    }

    public function status(): ?array
    {
        return $this->status === [] ? null : $this->status;
    }

    public function wishes(): array
    {
        $wishes = $this->wishes;
        $this->wishes = [];
        return $wishes;
    }
}
