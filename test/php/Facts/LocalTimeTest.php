<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\LocalTime;
use PHPUnit\Framework\TestCase;

final class LocalTimeTest extends TestCase
{
    /**
     * @return iterable<string, array{string, string, string|null}>
     */
    public function times(): iterable
    {
        yield 'local time with its offset' => ['2026-01-02 03:04:05', 'Europe/Berlin', '2026-01-02T03:04:05+01:00'];
        yield 'in summer' => ['2026-07-02 03:04:05', 'Europe/Berlin', '2026-07-02T03:04:05+02:00'];
        yield 'nothing' => ['', 'Europe/Berlin', null];
        yield 'words' => ['yesterday', 'Europe/Berlin', null];
        yield 'no such day' => ['2026-02-31 00:00:00', 'Europe/Berlin', null];
        yield 'no such hour' => ['2026-02-01 99:00:00', 'Europe/Berlin', null];
        yield 'no such zone' => ['2026-01-02 03:04:05', 'Mars/Olympus', null];
        yield 'no zone' => ['2026-01-02 03:04:05', '', null];
    }

    /**
     * @dataProvider times
     */
    public function testIsToldWithItsOffset(string $text, string $zone, ?string $iso): void
    {
        self::assertSame($iso, LocalTime::iso($text, $zone));
    }
}
