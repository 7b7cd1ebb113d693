<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\ExpectedRules;
use PHPUnit\Framework\TestCase;

final class ExpectedRulesTest extends TestCase
{
    private const DROP = '-A INPUT -j DROP';
    private const OFFICE = '-A INPUT -s 10.0.0.0/8 -p tcp -m multiport --dports 80,443 -j ACCEPT';
    private const SIX = '-A INPUT -s 2001:db8::/32 -p tcp -m multiport --dports 80,443 -j ACCEPT';

    /**
     * @dataProvider lines
     *
     * @param list<string>|null $running
     */
    public function testWhatIsInForce(bool $areIn, ?array $running, int $family = 4, bool $hasOrder = true, bool $isOn = true): void
    {
        self::assertSame($areIn, (new ExpectedRules(self::config($hasOrder, $isOn)))->areIn($running, $family));
    }

    /**
     * @return array<string, array{0: bool, 1: list<string>|null, 2?: int, 3?: bool, 4?: bool}>
     */
    public function lines(): array
    {
        $other = '-A INPUT -s 10.0.0.0/8 -p udp -m udp --dport 80 -j ACCEPT';
        return [
            'as Core makes them' => [true, [self::OFFICE, self::DROP]],
            'no such tool' => [true, null],
            'the drop is missing' => [false, [self::OFFICE]],
            'the line is missing' => [false, [self::DROP]],
            'a port is missing' => [false, [str_replace('80,443', '443', self::OFFICE), self::DROP]],
            'a port twice' => [true, [str_replace('80,443', '443,80,443', self::OFFICE), self::DROP]],
            'another network' => [false, [str_replace('10.0', '11.0', self::OFFICE), self::DROP]],
            'another protocol' => [false, [$other, self::DROP]],
            'everybody' => [false, [str_replace('-s 10.0.0.0/8 ', '', self::OFFICE), self::DROP]],
            'a line that rejects' => [false, [str_replace('ACCEPT', 'REJECT', self::OFFICE), self::DROP]],
            'a closed port still' => [
                false, [self::OFFICE, '-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT', self::DROP],
            ],
            'a port of somebody else' => [
                true, [self::OFFICE, '-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 2222 -j ACCEPT', self::DROP],
            ],
            'a closed port of one address, perhaps a provider' => [
                true, [self::OFFICE, '-A INPUT -s 10.9.9.9/32 -p tcp -m tcp --dport 22 -j ACCEPT', self::DROP],
            ],
            'IPv6' => [true, [self::SIX, self::DROP], 6],
            'IPv6, the line is missing' => [false, [self::DROP], 6],
            'IPv6, which Core leaves alone without an order' => [true, [], 6, false],
            'IPv4, which it does not' => [false, [], 4, false],
            'IPv4 without an order' => [true, [self::OFFICE, self::DROP], 4, false],
            'off' => [true, [], 4, true, false],
            'off, but it drops' => [false, [self::OFFICE, self::DROP], 4, true, false],
            'off, but it drops, IPv6 without an order' => [true, [self::DROP], 6, false, false],
        ];
    }

    /**
     * With no rows at all, Core drops the rest only where there is no order of rules.
     */
    public function testWithoutRows(): void
    {
        foreach ([true, false] as $hasOrder) {
            $rules = new ExpectedRules(new Config([], [], [Config::FIREWALL => '1'], null, $hasOrder, []));
            self::assertSame(!$hasOrder, $rules->areIn([self::DROP], 4));
            self::assertSame($hasOrder, $rules->areIn([], 4));
        }
    }

    /**
     * @dataProvider doors
     *
     * @param list<string>|null $running
     */
    public function testWhoIsLetIn(bool $isIn, string $address, ?array $running): void
    {
        self::assertSame($isIn, (new ExpectedRules(self::config(true, true)))->letIn($address, $running));
    }

    /**
     * @return array<string, array{bool, string, list<string>|null}>
     */
    public function doors(): array
    {
        $port = static fn (string $line, string $ports): string => str_replace('80,443', $ports, $line);
        return [
            'inside' => [true, '10.1.2.3', [self::OFFICE, self::DROP]],
            'one of both ports' => [true, '10.1.2.3', [$port(self::OFFICE, '80'), self::DROP]],
            'the other one' => [true, '10.1.2.3', [$port(self::OFFICE, '443'), self::DROP]],
            'outside' => [false, '11.1.2.3', [self::OFFICE, self::DROP]],
            'another door' => [false, '10.1.2.3', [$port(self::OFFICE, '22,5060'), self::DROP]],
            'another protocol' => [false, '10.1.2.3', [str_replace('tcp', 'udp', self::OFFICE), self::DROP]],
            'no lines but the drop' => [false, '10.1.2.3', [self::DROP]],
            'nothing drops' => [true, '11.1.2.3', [self::OFFICE]],
            'no such tool' => [true, '11.1.2.3', null],
            'a line for everybody' => [true, '11.1.2.3', [str_replace('-s 10.0.0.0/8 ', '', self::OFFICE), self::DROP]],
            'IPv6 inside' => [true, '2001:db8::5', [self::SIX, self::DROP]],
            'IPv6 outside' => [false, '2001:db9::5', [self::SIX, self::DROP]],
            'IPv6, a line for everybody' => [
                true, '2001:db9::5', [str_replace('-s 2001:db8::/32 ', '', self::SIX), self::DROP],
            ],
        ];
    }

    /**
     * iptables refuses Core's line with more than 15 ports, so it is never there.
     */
    public function testTooManyPortsForOneLine(): void
    {
        foreach ([15 => false, 16 => true] as $count => $isForgiven) {
            $rows = array_map(static fn (int $port): array => self::row('1', (string) $port, 'allow'), range(1, $count));
            $config = new Config([1 => ['id' => '1', 'permit' => '10.0.0.0/8']], $rows, [Config::FIREWALL => '1'], null, true, []);
            self::assertSame($isForgiven, (new ExpectedRules($config))->areIn([self::DROP], 4));
        }
    }

    /**
     * Core closes the port of a rule of one address; a provider there may have it by a line of its own.
     */
    public function testAPortOfOneAddressMayBeAProviders(): void
    {
        foreach (['10.9.9.9/32' => true, '10.9.9.8/31' => false] as $permit => $areIn) {
            $rows = [self::row('1', '22', 'block'), self::row('1', '80', 'allow')];
            $config = new Config([1 => ['id' => '1', 'permit' => $permit]], $rows, [Config::FIREWALL => '1'], null, true, []);
            $line = "-A INPUT -s $permit -p tcp -m tcp --dport";
            $running = ["$line 80 -j ACCEPT", "$line 22 -j ACCEPT", self::DROP];
            self::assertSame($areIn, (new ExpectedRules($config))->areIn($running, 4), $permit);
        }
    }

    public function testOtherRowsMakeNoLines(): void
    {
        $rows = [
            self::row('1', '80', 'allow'), self::row('1', '80', 'allow'), ['protocol' => 'icmp'] + self::row('1', '0', 'allow'),
            ['portto' => ''] + self::row('1', '443', 'allow'),
        ];
        $filter = ['id' => '1', 'permit' => '10.0.0.0/8,office.example'];
        $config = new Config([1 => $filter], $rows, [Config::FIREWALL => '1'], null, true, []);
        self::assertTrue((new ExpectedRules($config))->areIn([self::OFFICE, self::DROP], 4));
    }

    public function testARangeIsOnePort(): void
    {
        $row = ['portto' => '20000'] + self::row('1', '10000', 'allow');
        $config = new Config([1 => ['id' => '1', 'permit' => '10.0.0.0/8']], [$row], [Config::FIREWALL => '1'], null, true, []);
        $rules = new ExpectedRules($config);
        self::assertTrue($rules->areIn([str_replace('80,443', '10000:20000', self::OFFICE), self::DROP], 4));
        self::assertFalse($rules->areIn([str_replace('80,443', '10000', self::OFFICE), self::DROP], 4));
    }

    private static function config(bool $hasOrder, bool $isOn): Config
    {
        $rows = [];
        foreach (['1', '2'] as $id) {
            array_push($rows, self::row($id, '443', 'allow'), self::row($id, '80', 'allow'), self::row($id, '22', 'block'));
        }
        return new Config(
            [1 => ['id' => '1', 'permit' => '10.0.0.0/8'], 2 => ['id' => '2', 'permit' => '2001:db8::/32']],
            $rows,
            [Config::FIREWALL => $isOn ? '1' : '0', 'WEBPort' => '80', 'WEBHTTPSPort' => '443'],
            null,
            $hasOrder,
            []
        );
    }

    /**
     * @return array<string, string>
     */
    private static function row(string $id, string $port, string $action): array
    {
        return [
            'networkfilterid' => $id, 'category' => 'WEB', 'action' => $action, 'protocol' => 'tcp',
            'portfrom' => $port, 'portto' => $port,
        ];
    }
}
