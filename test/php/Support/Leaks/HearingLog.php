<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Throwable;

/**
 * A log that also keeps what was thrown: whoever reports it has it in the hand.
 */
final class HearingLog implements Log
{
    /** @var list<string> */
    public array $lines = [];
    /** @var list<Throwable> */
    public array $thrown = [];

    public function trouble(string $what): void
    {
        $this->lines[] = $what;
        foreach (debug_backtrace() as $frame) {
            foreach ($frame['args'] ?? [] as $argument) {
                if ($argument instanceof Throwable) {
                    $this->thrown[] = $argument;
                }
            }
        }
    }
}
