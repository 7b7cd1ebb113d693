<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreMemory;

/**
 * Counts how often it was kept.
 */
final class CountingMemory implements CoreMemory
{
    public int $kept = 0;
    /** @var (Closure(): void)|null */
    public ?Closure $whenKept = null;

    public function keep(): void
    {
        $this->kept++;
        if ($this->whenKept !== null) {
            ($this->whenKept)();
        }
    }
}
