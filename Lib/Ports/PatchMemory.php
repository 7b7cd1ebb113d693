<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What the facts know of runs of the fix.
 */
interface PatchMemory
{
    /**
     * The last one that is over; null: there was none.
     *
     * @return array{act: string, at: string, fixed: list<string>}|null `fixed`: markers that were closed afterwards
     */
    public function lastRun(): ?array;
}
