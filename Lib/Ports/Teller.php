<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Plan\Record;

/**
 * Tells whoever looks after the PBX what became of a plan that began, or should have begun, while nobody was there. Never
 * throws, and lets nobody wait.
 */
interface Teller
{
    public function tell(Record $record): void;
}
