<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\Teller;

/**
 * Keeps what would have been told.
 */
final class FakeTeller implements Teller
{
    /** @var list<array{string, string}> phase and reason */
    public array $told = [];

    public function tell(Record $record): void
    {
        $this->told[] = [$record->phase, $record->reason];
    }
}
