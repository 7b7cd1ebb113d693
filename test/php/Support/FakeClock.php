<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;

/**
 * A clock that a test sets.
 */
final class FakeClock implements Clock
{
    /** Of the time it shows unless told otherwise. */
    public const UNIX = 1795424400;
    public string $now;

    public function __construct(string $now = '2026-11-23T12:00:00+03:00')
    {
        $this->now = $now;
    }

    public function now(): DateTimeImmutable
    {
        return new DateTimeImmutable($this->now);
    }
}
