<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What Core remembers in its cache, and reads again after a power cut.
 */
interface CoreMemory
{
    /**
     * Leaves nothing on the disk that is older than now. Never throws: without it Core may start with an older list of its
     * modules.
     */
    public function keep(): void;
}
