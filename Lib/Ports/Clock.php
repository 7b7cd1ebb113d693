<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use DateTimeImmutable;

/**
 * The clock of the PBX.
 */
interface Clock
{
    public function now(): DateTimeImmutable;
}
