<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What Core remembers in its cache, and reads again after a power cut.
 */
interface CoreMemory
{
    /**
     * Has it written to the disk as it is now. Never throws: without it Core may start with an older list of its modules.
     */
    public function keep(): void;
}
