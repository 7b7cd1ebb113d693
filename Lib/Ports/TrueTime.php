<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Somebody else who knows what time it is.
 */
interface TrueTime
{
    /**
     * @param list<string> $servers that this PBX sets its clock by
     *
     * @return array{offset: float|null, source: string} seconds that this clock is behind; null: nobody answered
     */
    public function offset(array $servers): array;
}
