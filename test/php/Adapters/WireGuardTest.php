<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\WireGuard;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCommands;
use PHPUnit\Framework\TestCase;

final class WireGuardTest extends TestCase
{
    public function testPeersWithTheirNetworks(): void
    {
        $commands = new FakeCommands();
        $commands->prints = [
            'wg show all allowed-ips' => [
                "wg0\tmQx1Vw0cAAAA=\t10.8.0.7/32 192.168.40.9/24", "wg0\tZr7kT2pABBBB=\t(none)", 'rubbish',
            ],
            'wg show all endpoints' => ["wg0\tmQx1Vw0cAAAA=\t[2001:db8::9]:51820", "wg0\tZr7kT2pABBBB=\t(none)"],
            'wg show all latest-handshakes' => ["wg0\tmQx1Vw0cAAAA=\t1795000000", "wg0\tZr7kT2pABBBB=\t0"],
        ];
        self::assertSame(['wg0' => [
            [
                'name' => 'mQx1Vw0c', 'endpoint' => '2001:db8::9', 'networks' => ['10.8.0.7/32', '192.168.40.0/24'],
                'lastSeen' => '2026-11-18T11:06:40+00:00',
            ],
            ['name' => 'Zr7kT2pA', 'endpoint' => null, 'networks' => [], 'lastSeen' => null],
        ]], (new WireGuard($commands))->peers());
    }

    public function testAMachineWithoutItTellsNothing(): void
    {
        self::assertNull((new WireGuard(new FakeCommands()))->peers());
    }
}
