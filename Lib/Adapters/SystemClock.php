<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;

/**
 * The clock of this machine.
 */
final class SystemClock implements Clock
{
    public function now(): DateTimeImmutable
    {
        return new DateTimeImmutable();
    }
}
