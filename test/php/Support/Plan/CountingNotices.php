<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CoreNotices;

/**
 * Counts how often Core is told of what was done.
 */
final class CountingNotices implements CoreNotices
{
    public int $told = 0;
    /** @var list<bool> whether others were to have the processor first */
    public array $isMuch = [];

    public function once(callable $work, bool $isMuch = false)
    {
        $this->isMuch[] = $isMuch;
        try {
            return $work();
        } finally {
            $this->told++;
        }
    }
}
