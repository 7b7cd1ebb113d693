<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Cidr;
use PHPUnit\Framework\TestCase;

final class CidrTest extends TestCase
{
    /**
     * @return iterable<string, array{string, string, string|null}>
     */
    public function networks(): iterable
    {
        yield 'by length' => ['192.168.7.2', '24', '192.168.7.0/24'];
        yield 'by mask' => ['10.8.3.4', '255.255.0.0', '10.8.0.0/16'];
        yield 'odd length' => ['10.255.255.255', '9', '10.128.0.0/9'];
        yield 'everybody' => ['1.2.3.4', '0', '0.0.0.0/0'];
        yield 'a single address' => ['1.2.3.4', '32', '1.2.3.4/32'];
        yield 'IPv6' => ['2001:db8:1:2::9', '49', '2001:db8:1::/49'];
        yield 'longer than an address' => ['1.2.3.4', '33', null];
        yield 'no length' => ['1.2.3.4', '', null];
        yield 'a mask with holes' => ['1.2.3.4', '255.0.255.0', null];
        yield 'a name' => ['example.org', '24', null];
        yield 'a mask of the other family' => ['1.2.3.4', 'ffff:ffff:ffff::', null];
    }

    /**
     * @dataProvider networks
     */
    public function testFindsTheNetwork(string $address, string $length, ?string $network): void
    {
        self::assertSame($network, Cidr::network($address, $length));
    }
}
