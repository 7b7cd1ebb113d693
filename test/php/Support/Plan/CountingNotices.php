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

    public function once(callable $work)
    {
        try {
            return $work();
        } finally {
            $this->told++;
        }
    }
}
