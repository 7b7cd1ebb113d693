<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchMemory;

/**
 * Markers of the fix for 2024.1.114 in the files that run, and what the last run from here left of them. Read anew each
 * time: the fix can be taken back.
 */
final class PatchPart implements Part
{
    private Markers $markers;
    private Clock $clock;
    private PatchMemory $memory;

    public function __construct(Markers $markers, Clock $clock, PatchMemory $memory)
    {
        $this->markers = $markers;
        $this->clock = $clock;
        $this->memory = $memory;
    }

    public function name(): string
    {
        return 'patch';
    }

    public function read(): array
    {
        return [
            'readAt' => $this->clock->now()->format(DATE_ATOM),
            'markers' => $this->markers->read(),
            'run' => $this->memory->lastRun(),
        ];
    }
}
