<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Gateways;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use PHPUnit\Framework\TestCase;

final class GatewaysTest extends TestCase
{
    private const V4 = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
        . "eth0\t00000000\t0107A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
        . "eth0\t0007A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
        . "eth0\t0000080A\tFE07A8C0\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0\n";
    private const V6 = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 "
        . "fe800000000000000000000000000001 00000400 00000000 00000000 00000003     eth0\n"
        . "fd000000000000000000000000000000 40 00000000000000000000000000000000 00 "
        . "00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n";

    /**
     * @dataProvider addresses
     */
    public function testWhichAddressesAreRouters(bool $expected, string $address): void
    {
        $files = new FakeFiles();
        $files->files = ['/proc/net/route' => self::V4, '/proc/net/ipv6_route' => self::V6];
        self::assertSame($expected, (new Gateways($files))->has($address));
    }

    /**
     * @return array<string, array{bool, string}>
     */
    public function addresses(): array
    {
        return [
            'the way to everybody' => [true, '192.168.7.1'],
            'the way to another network' => [true, '192.168.7.254'],
            'a neighbour' => [false, '192.168.7.2'],
            'no router at all' => [false, '0.0.0.0'],
            'the way to everybody, IPv6' => [true, 'fe80::1'],
            'the same, written otherwise' => [true, 'fe80:0:0::1'],
            'a neighbour, IPv6' => [false, 'fe80::2'],
            'none, IPv6' => [false, '::'],
            'no address' => [false, 'router'],
            'nothing' => [false, ''],
        ];
    }

    public function testAreToldByTheirAddresses(): void
    {
        $files = new FakeFiles(['/proc/net/route' => self::V4, '/proc/net/ipv6_route' => self::V6]);
        self::assertSame(['192.168.7.1', '192.168.7.254', 'fe80::1'], (new Gateways($files))->addresses());
    }

    public function testWithoutTablesNobodyIsOne(): void
    {
        self::assertSame([], (new Gateways(new FakeFiles()))->addresses());
        self::assertFalse((new Gateways(new FakeFiles()))->has('192.168.7.1'));
    }
}
