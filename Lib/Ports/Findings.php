<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Period;

/**
 * What the evidence holds beside files: what commands, the kernel and tables say at that moment.
 */
interface Findings
{
    /**
     * What is gone first comes first.
     *
     * @return array<string, Closure(): iterable<string>> what makes it, piece by piece, by name; CannotRead where it cannot be had
     */
    public function members(Period $period): array;

    /**
     * @return int bytes that all of that may become, roughly
     */
    public function expected(): int;

    /**
     * How far this clock is from the true time.
     *
     * @return array{offset: float|null, source: string} null: nobody could be asked
     */
    public function clock(): array;
}
