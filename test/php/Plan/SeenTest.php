<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Asked;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Seen;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCore;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\FixedSurroundings;
use PHPUnit\Framework\TestCase;

final class SeenTest extends TestCase
{
    /**
     * @dataProvider people
     */
    public function testWhatAnAddressIs(string $expected, string $address, bool $isKnown, bool $isForwarded, bool $isApart): void
    {
        $surroundings = new FixedSurroundings(new FakeCore('2026'));
        $surroundings->tellsPeopleApart = $isApart;
        $connection = $isKnown ? new Connection('7 9', 20) : null;
        $asked = new Asked('boss', 'session', $address, new Arrival($connection, $isForwarded));
        self::assertSame($expected, Seen::as($asked, $surroundings));
    }

    /**
     * @return array<string, array{string, string, bool, bool, bool}>
     */
    public function people(): array
    {
        return [
            'a person' => ['direct', '192.168.7.50', true, false, true],
            'the router' => ['gateway', '192.168.7.1', true, false, true],
            'somebody in between says so' => ['proxy', '192.168.7.50', true, true, true],
            'a router that says so' => ['proxy', '192.168.7.1', true, true, true],
            'a container' => ['bridge', '172.17.0.1', true, false, false],
            'over nobody knows what' => ['unknown', '192.168.7.50', false, false, true],
        ];
    }
}
