<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class NetworkPartTest extends TestCase
{
    public function testTellsRunningAddressesAndConfiguredNat(): void
    {
        self::assertSame(
            [
                'externalAddress' => '203.0.113.9:5062',
                'externalHost' => 'pbx.example.org',
                'gateways' => [],
                'interfaces' => [
                    ['addresses' => ['192.168.7.2/24', 'fe80::1/64'], 'internet' => false, 'name' => 'eth0', 'vpn' => false],
                    ['addresses' => ['172.20.5.2/24'], 'internet' => true, 'name' => 'vlan5', 'vpn' => false],
                    ['addresses' => ['10.8.0.1/16'], 'internet' => false, 'name' => 'wg0', 'vpn' => true],
                ],
                'routes' => ['10.50.0.0/16'],
                'topology' => 'private',
            ],
            TestPbx::office('2026')->data('network')
        );
    }

    public function testWithoutAnInternetInterfaceThereIsNoNat(): void
    {
        $pdo = Office::open('2024');
        $pdo->exec("UPDATE m_LanInterfaces SET disabled = '1'");
        $data = (new TestPbx($pdo, '2024'))->data('network');
        self::assertIsArray($data);
        self::assertSame(
            ['public', '', '', []],
            [$data['topology'], $data['externalAddress'], $data['externalHost'], $data['routes']]
        );
        self::assertSame([false, false, false], array_column((array) $data['interfaces'], 'internet'));
    }

    public function testNullsInTheRowDoNoHarm(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('UPDATE m_LanInterfaces SET interface = NULL, vlanid = NULL, topology = NULL, extipaddr = NULL');
        $data = (new TestPbx($pdo))->data('network');
        self::assertIsArray($data);
        self::assertSame(['public', ''], [$data['topology'], $data['externalAddress']]);
    }

    public function testUnreadableInterfacesMakeThePartUnknown(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->broken = new CannotRead(CannotRead::FAILED);
        self::assertSame('failed', $pbx->reason('network'));
    }
}
