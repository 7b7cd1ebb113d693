<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class VpnPartTest extends TestCase
{
    public function testTunnelsWithWhatIsBehindThem(): void
    {
        $pbx = TestPbx::office();
        $pbx->files->files['/proc/net/route'] = "eth0\t0007A8C0\t0\t0001\t0\t0\t0\t00FFFFFF\n"
            . "wg0\t0028A8C0\t0\t0001\t0\t0\t0\t00FFFFFF\nwg0\t00000000\t0\t0001\t0\t0\t0\t00000000\n";
        self::assertSame([[
            'name' => 'wg0',
            'networks' => ['10.8.0.0/16', '192.168.40.0/24'],
            'peers' => [[
                'endpoint' => '203.0.113.9', 'lastSeen' => '2026-11-23T08:59:00+00:00', 'name' => 'mQx1Vw0c',
                'networks' => ['10.8.0.7/32'],
            ]],
        ]], $pbx->data('vpn'));
    }

    public function testTheOtherEndOfATunnelOfAnotherKindIsNotKnown(): void
    {
        $pbx = TestPbx::office();
        foreach ([null, []] as $peers) {
            $pbx->pbx->vpnPeers = $peers;
            self::assertSame(['unknown' => 'not-supported'], $pbx->at('vpn', 0, 'peers'));
        }
    }

    public function testWithoutInterfacesNothingIsKnown(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->broken = new CannotRead(CannotRead::TIMEOUT, 'no answer');
        self::assertSame('timeout', $pbx->reason('vpn'));
    }

    public function testThatAPeerWasSeenAgainIsNoNews(): void
    {
        $pbx = TestPbx::office();
        $before = $pbx->read(['vpn'])['parts']['vpn']['digest'];
        $pbx->pbx->vpnPeers = ['wg0' => [[
            'name' => 'mQx1Vw0c', 'endpoint' => null, 'networks' => ['10.8.0.7/32'], 'lastSeen' => null,
        ]]];
        self::assertSame($before, $pbx->read(['vpn'])['parts']['vpn']['digest']);
        $pbx->pbx->vpnPeers = ['wg0' => []];
        self::assertNotSame($before, $pbx->read(['vpn'])['parts']['vpn']['digest']);
    }
}
