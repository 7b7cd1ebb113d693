<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use PHPUnit\Framework\TestCase;

/**
 * Who is in which network, however both are written.
 */
final class NetworksTest extends TestCase
{
    /**
     * @dataProvider networks
     */
    public function testAsIptablesPrintsThem(string $written, ?string $normal): void
    {
        self::assertSame($normal, Networks::normal($written));
    }

    /**
     * @return list<array{string, string|null}>
     */
    public function networks(): array
    {
        return [
            ['10.1.2.3', '10.1.2.3/32'], [' 10.1.2.3/8 ', '10.0.0.0/8'], ['10.1.2.3/255.0.0.0', '10.0.0.0/8'],
            ['2001:DB8::1', '2001:db8::1/128'], ['2001:db8::1/32', '2001:db8::/32'], ['0.0.0.0/0', '0.0.0.0/0'],
            ['10.0.0.0/8/8', null], ['10.0.0.0/33', null], ['office.example', null], ['', null], ['10.0.0.0/', null],
        ];
    }

    /**
     * @dataProvider held
     */
    public function testWhoIsIn(string $permit, string $address, bool $isIn): void
    {
        self::assertSame($isIn, Networks::hold($permit, $address));
    }

    /**
     * @return list<array{string, string, bool}>
     */
    public function held(): array
    {
        return [
            ['10.0.0.0/8', '10.255.255.255', true], ['10.0.0.0/8', '11.0.0.0', false], ['10.0.0.1', '10.0.0.1', true],
            ['172.16.0.0/12, 10.0.0.0/8', '10.0.0.1', true], ['172.16.0.0/12,10.0.0.0/8', '192.168.0.1', false],
            ['::/0', '2001:db8::1', true], ['::/0', '10.0.0.1', false], ['0.0.0.0/0', '2001:db8::1', false],
            ['0.0.0.0/0', 'office', false], ['office', 'office', false], ['', '10.0.0.1', false],
        ];
    }

    /**
     * @dataProvider covered
     */
    public function testWhichNetworkHoldsTheOther(string $outer, string $inner, bool $isCovered): void
    {
        self::assertSame($isCovered, Networks::covers($outer, $inner));
    }

    /**
     * @return list<array{string, string, bool}>
     */
    public function covered(): array
    {
        return [
            ['10.0.0.0/8', '10.1.0.0/16', true], ['10.0.0.0/8', '10.0.0.0/8', true], ['10.1.0.0/16', '10.0.0.0/8', false],
            ['10.0.0.0/16', '10.0.0.0/15', false], ['10.0.0.0/8', '11.0.0.0/16', false], ['0.0.0.0/0', '::/0', false],
            // Names and lists are the same only if they are written alike.
            ['office', 'office', true], ['office', ' office ', true], ['office', 'home', false], ['office', '10.0.0.1', false],
            ['10.0.0.1', 'office', false], ['10.0.0.0/8,11.0.0.0/8', '10.0.0.0/8', false],
        ];
    }

    /**
     * @dataProvider addresses
     */
    public function testOneAddress(string $one, string $other, bool $isSame): void
    {
        self::assertSame($isSame, Networks::isSame($one, $other));
    }

    /**
     * @return list<array{string, string, bool}>
     */
    public function addresses(): array
    {
        return [
            ['10.0.0.1', '10.0.0.1', true], ['2001:db8::1', '2001:DB8:0::1', true], ['10.0.0.1', '10.0.0.2', false],
            ['office', 'office', false], ['', '', false], ['10.0.0.1', 'office', false],
        ];
    }
}
