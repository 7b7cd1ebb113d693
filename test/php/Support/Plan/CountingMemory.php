<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CoreMemory;

/**
 * Counts how often it was kept.
 */
final class CountingMemory implements CoreMemory
{
    public int $kept = 0;

    public function keep(): void
    {
        $this->kept++;
    }
}
