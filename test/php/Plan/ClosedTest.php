<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Closed;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use PHPUnit\Framework\TestCase;

/**
 * Who counts as connected over what is closed.
 */
final class ClosedTest extends TestCase
{
    private const PORTS = ['WEB' => ['80', '443'], 'SSH' => ['22'], 'CTI' => ['8223:8225'], 'SIP' => ['udp 5060']];

    /**
     * @dataProvider plans
     *
     * @param array<string, list<string>> $before   allowed boxes by network
     * @param array<string, list<string>> $after
     * @param list<string>                $peers    address and port
     * @param list<string>                $expected those of them that are told, with the box
     */
    public function testWhoIsTold(array $before, array $after, array $peers, array $expected): void
    {
        $closed = Closed::between(self::config($before), self::config($after));
        self::assertSame($expected, self::told($closed, $peers, self::config($after)));
        self::assertSame([], self::told($closed, $peers, self::config($before)), 'put back, nobody is');
    }

    /**
     * @return array<string, array{array<string, list<string>>, array<string, list<string>>, list<string>, list<string>}>
     */
    public function plans(): array
    {
        $office = ['192.168.7.0/24' => ['WEB', 'SSH']];
        $open = ['0.0.0.0/0' => ['WEB', 'SSH', 'SIP']] + $office;
        $shut = ['0.0.0.0/0' => ['SIP']] + $office;
        return [
            'strangers are, the office is not' => [
                $open, $shut, ['203.0.113.9 443', '192.168.7.5 443', '203.0.113.9 22'],
                ['SSH 203.0.113.9 22', 'WEB 203.0.113.9 443'],
            ],
            'not on ports that the plan has nothing to do with' => [
                $open, $shut, ['203.0.113.9 5060', '203.0.113.9 8088', '203.0.113.9 40000'], [],
            ],
            'not where it was closed before' => [
                ['10.0.0.0/8' => ['SSH']] + $office, $office, ['203.0.113.9 22', '10.1.1.1 22', '10.1.1.1 443'],
                ['SSH 10.1.1.1 22'],
            ],
            'not where another rule lets them in' => [
                $open, ['203.0.113.0/28' => ['WEB']] + $shut, ['203.0.113.9 80', '203.0.113.17 80'], ['WEB 203.0.113.17 80'],
            ],
            'each once, in order' => [
                $open, $shut, ['203.0.113.10 443', '203.0.113.9 443', '203.0.113.9 443', '203.0.113.9 80'],
                ['WEB 203.0.113.9 80', 'WEB 203.0.113.9 443', 'WEB 203.0.113.10 443'],
            ],
            'a range of ports' => [
                ['10.0.0.0/8' => ['CTI']], ['192.168.7.0/24' => ['CTI']], ['10.0.0.1 8224', '10.0.0.1 8226', '192.168.7.9 8224'],
                ['CTI 10.0.0.1 8224'],
            ],
            'the other family' => [
                ['::/0' => ['WEB']] + $open, ['2001:db8:7::/64' => ['WEB']] + $shut,
                ['2001:db8::9 443', '2001:db8:7::9 443'], ['WEB 2001:db8::9 443'],
            ],
            'several networks in one rule' => [
                ['10.0.0.0/8, 203.0.113.9' => ['SSH']] + $office, $office, ['203.0.113.9 22', '10.1.1.1 22', '198.51.100.1 22'],
                ['SSH 10.1.1.1 22', 'SSH 203.0.113.9 22'],
            ],
            'a rule that goes where a wider one stays' => [
                $open + ['203.0.113.9/32' => ['WEB']], $open, ['203.0.113.9 80'], [],
            ],
            'smaller ports that stay open are others' => [
                $open, ['0.0.0.0/0' => ['SSH', 'SIP']] + $office, ['203.0.113.9 22', '203.0.113.9 443'], ['WEB 203.0.113.9 443'],
            ],
            'and so are larger ones' => [
                $open, ['0.0.0.0/0' => ['WEB', 'SIP']] + $office, ['203.0.113.9 22', '203.0.113.9 443'], ['SSH 203.0.113.9 22'],
            ],
            'nobody over UDP' => [
                $open, ['0.0.0.0/0' => ['WEB', 'SSH']] + $office, ['203.0.113.9 5060', '203.0.113.9 443'], [],
            ],
            'a network that is none' => [['office.example' => ['SSH']] + $office, $office, ['203.0.113.9 22'], []],
        ];
    }

    public function testSwitchedOnEverybodyElseIs(): void
    {
        $rules = ['192.168.7.0/24' => ['WEB'], '0.0.0.0/0' => ['SIP']];
        $after = self::config($rules);
        $closed = Closed::between(self::config($rules, false), $after);
        $peers = ['203.0.113.9 443', '2001:db8::9 80', '192.168.7.5 443', '203.0.113.9 9999'];
        self::assertSame(['WEB 2001:db8::9 80', 'WEB 203.0.113.9 443'], self::told($closed, $peers, $after));
        self::assertTrue(Closed::between($after, self::config($rules, false))->isNothing(), 'switched off, nothing is closed');
    }

    public function testTheFirstRuleOfAllClosesTheRest(): void
    {
        $after = self::config(['192.168.7.0/24' => ['WEB']]);
        $closed = Closed::between(self::config([]), $after);
        self::assertSame(['WEB 203.0.113.9 80'], self::told($closed, ['203.0.113.9 80', '192.168.7.5 80'], $after));
    }

    public function testARelease2024DoesNotCloseIpv6(): void
    {
        $before = self::config(['0.0.0.0/0' => ['WEB'], '::/0' => ['WEB']], true, false);
        $after = self::config(['192.168.7.0/24' => ['WEB']], true, false);
        $peers = ['203.0.113.9 80', '2001:db8::9 80'];
        self::assertSame(['WEB 203.0.113.9 80'], self::told(Closed::between($before, $after), $peers, $after));
    }

    public function testWhatClosesNothingLooksForNobody(): void
    {
        $config = self::config(['0.0.0.0/0' => ['WEB']]);
        self::assertTrue(Closed::between($config, $config)->isNothing());
        self::assertTrue(Closed::nothing()->isNothing());
    }

    public function testAnAddressIsBackInWhenSomebodyLetsItIn(): void
    {
        $before = self::config(['0.0.0.0/0' => ['SSH'], '192.168.7.0/24' => ['SSH']]);
        $after = self::config(['192.168.7.0/24' => ['SSH']]);
        $closed = Closed::between($before, $after);
        self::assertSame(['SSH 203.0.113.9 22'], self::told($closed, ['203.0.113.9 22'], $after));
        $later = self::config(['192.168.7.0/24' => ['SSH'], '203.0.113.9/32' => ['SSH']]);
        self::assertSame([], self::told($closed, ['203.0.113.9 22'], $later));
    }

    public function testItIsKeptAndReadAgain(): void
    {
        $after = self::config(['192.168.7.0/24' => ['WEB']]);
        $closed = Closed::between(self::config(['0.0.0.0/0' => ['WEB']] + ['192.168.7.0/24' => ['WEB']]), $after);
        $written = json_decode((string) json_encode($closed->written()), true);
        self::assertEquals($closed, Closed::read(is_array($written) ? $written : []));
        self::assertTrue(Closed::read([null, 7, ['service' => 'WEB', 'from' => '80', 'to' => 80, 'network' => 'x']])->isNothing());
    }

    /**
     * @param list<string> $peers
     *
     * @return list<string>
     */
    private static function told(Closed $closed, array $peers, Config $now): array
    {
        $split = [];
        foreach ($peers as $peer) {
            [$address, $port] = explode(' ', $peer);
            $split[] = ['port' => (int) $port, 'address' => $address];
        }
        $told = [];
        foreach ($closed->among($split, $now) as $one) {
            self::assertSame('tcp', $one['protocol']);
            $told[] = "{$one['service']} {$one['address']} {$one['port']}";
        }
        return $told;
    }

    /**
     * @param array<string, list<string>> $rules
     */
    private static function config(array $rules, bool $isOn = true, bool $hasOrder = true): Config
    {
        $filters = [];
        $rows = [];
        foreach ($rules as $permit => $allowed) {
            $id = count($filters) + 1;
            $filters[$id] = ['id' => (string) $id, 'permit' => $permit];
            foreach (self::PORTS as $box => $ports) {
                foreach ($ports as $port) {
                    [$from, $to] = explode(':', str_replace('udp ', '', $port) . ':');
                    $rows[] = [
                        'networkfilterid' => (string) $id, 'category' => $box,
                        'action' => in_array($box, $allowed, true) ? 'allow' : 'block',
                        'protocol' => strpos($port, 'udp') === 0 ? 'udp' : 'tcp', 'portfrom' => $from, 'portto' => $to,
                    ];
                }
            }
        }
        return new Config($filters, $rows, [Config::FIREWALL => $isOn ? '1' : '0'], null, $hasOrder, []);
    }
}
