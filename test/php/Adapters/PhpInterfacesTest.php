<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PhpInterfaces;
use PHPUnit\Framework\TestCase;

final class PhpInterfacesTest extends TestCase
{
    public function testTellsAddressesOfInterfacesThatAreUp(): void
    {
        $link = ['flags' => 69699, 'family' => 17];
        $v4 = static function (string $address, string $mask): array {
            return ['flags' => 69699, 'family' => 2, 'address' => $address, 'netmask' => $mask];
        };
        $v6 = ['family' => 10, 'address' => 'fe80::1', 'netmask' => 'ffff:ffff:ffff:ffff::'];
        self::assertSame(
            [
                ['name' => 'eth0', 'addresses' => ['10.24.0.2/24', 'fe80::1/64', '10.24.0.9/32']],
                ['name' => 'tun0', 'addresses' => ['10.8.0.1']],
                ['name' => 'idle', 'addresses' => []],
            ],
            PhpInterfaces::read([
                'eth0' => ['unicast' => [$link, $v4('10.24.0.2', '255.255.255.0'), $v6], 'up' => true],
                'eth1' => ['unicast' => [$v4('10.99.0.1', '255.255.255.0')], 'up' => false],
                'eth0:1' => ['unicast' => [$v4('10.24.0.9', '255.255.255.255')], 'up' => true],
                'tun0' => ['unicast' => [['address' => '10.8.0.1']], 'up' => true],
                'idle' => ['up' => true],
                'odd' => 'text',
            ])
        );
    }
}
