<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use PHPUnit\Framework\TestCase;

final class ArrivalTest extends TestCase
{
    /**
     * @dataProvider knocks
     */
    public function testWhichConnectionCounts(?int $own, ?int $given, ?int $knocked, ?int $counts, bool $isNew): void
    {
        $of = static fn (?int $number): ?Connection => $number === null ? null : new Connection('master 1', $number);
        $arrival = (new Arrival($of($own), true, 1000))->with($of($given), $of($knocked));
        self::assertEquals(new Arrival($of($counts), true, 1000, $isNew), $arrival);
    }

    /**
     * @return array<string, array{int|null, int|null, int|null, int|null, bool}>
     */
    public function knocks(): array
    {
        return [
            'over the one of the nonce' => [5, 5, null, 5, false],
            'over a newer one' => [6, 5, null, 6, true],
            'over an older one' => [4, 5, null, 4, false],
            'knocked over a newer one' => [5, 5, 6, 6, true],
            'knocked over an older one' => [5, 5, 4, 5, false],
            'only the knock is known' => [null, 5, 6, 6, true],
            'no nonce was given' => [6, null, 7, 7, false],
            'nothing is known' => [null, 5, null, null, false],
        ];
    }

    public function testAnotherServerIsNotNewer(): void
    {
        $arrival = (new Arrival(new Connection('master 2', 9)))->with(new Connection('master 1', 1), new Connection('master 3', 10));
        self::assertEquals(new Arrival(new Connection('master 2', 9)), $arrival);
    }

    /**
     * @dataProvider arrivals
     */
    public function testIsReadAsWritten(Arrival $arrival): void
    {
        self::assertEquals($arrival, Arrival::read($arrival->written()));
        self::assertEquals($arrival, Arrival::read((object) $arrival->written()));
    }

    /**
     * @return list<array{Arrival}>
     */
    public function arrivals(): array
    {
        return [
            [new Arrival()],
            [new Arrival(null, true)],
            [new Arrival(new Connection('master 1', 7), false, 1000, true)],
            [new Arrival(new Connection('master 1', 0), true, null, false)],
        ];
    }

    public function testNoConnectionIsWrittenAsNone(): void
    {
        self::assertSame(
            ['epoch' => '', 'number' => 0, 'isForwarded' => false, 'signedInAt' => null, 'isNew' => false],
            (new Arrival())->written()
        );
    }

    /**
     * @dataProvider nothings
     *
     * @param mixed $written
     */
    public function testWhatIsNoArrivalProvesNothing($written): void
    {
        self::assertEquals(new Arrival(null, true), Arrival::read($written));
    }

    /**
     * @return list<array{mixed}>
     */
    public function nothings(): array
    {
        return [
            [null], ['arrival'], [1], [[]], [(object) []],
            [['epoch' => '', 'number' => '7', 'isForwarded' => null, 'signedInAt' => '1000', 'isNew' => 1]],
        ];
    }
}
