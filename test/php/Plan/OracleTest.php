<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\ExpectedRules;
use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use Modules\ModuleSecurityChecklist\Lib\Plan\WebDoor;
use PHPUnit\Framework\TestCase;

/**
 * Held against what the firewalls of both releases made of the same rows: a few recordings that are always here, and all
 * of them where they are kept.
 *
 * @phpstan-type Item array{
 *     id: int, release: string, settings: array<string, string>,
 *     filters: list<array{id: int, permit: string, rules: array<string, bool>}>,
 *     iptables: list<string>, ip6tables: list<string>
 * }
 *
 * @group slow
 */
final class OracleTest extends TestCase
{
    private const VECTORS = __DIR__ . '/../../vectors/firewall-rules.json';
    private const RECORDED = __DIR__ . '/../../../../shared/recorded/';
    private const FILES = ['2026' => 'reach-oracle.json', '2024' => 'reach-oracle-2024.json'];
    private const ADDRESSES = [
        '192.168.56.10', '192.168.200.1', '10.8.0.7', '10.200.1.1', '203.0.113.50', '198.51.100.77', '8.8.8.8', '172.16.5.5',
        '100.64.0.9', '127.0.0.2', '223.255.0.1', '2001:db8:20::7', 'fd00:10:20::5', '2a00:1450::1',
    ];
    /** Rows of Core's template: protocol and names of settings. */
    private const TEMPLATE = [
        'SIP' => [['udp', 'SIPPort', 'SIPPort'], ['tcp', 'SIPPort', 'SIPPort'], ['tcp', 'TLS_PORT', 'TLS_PORT'], ['udp', 'RTPPortFrom', 'RTPPortTo']],
        'IAX' => [['udp', 'IAXPort', 'IAXPort']],
        'WEB' => [['tcp', 'WEBPort', 'WEBPort'], ['tcp', 'WEBHTTPSPort', 'WEBHTTPSPort']],
        'SSH' => [['tcp', 'SSHPort', 'SSHPort']],
        'AMI' => [['tcp', 'AMIPort', 'AMIPort']],
        'AJAM' => [['tcp', 'AJAMPort', 'AJAMPort'], ['tcp', 'AJAMPortTLS', 'AJAMPortTLS']],
        'ICMP' => [['icmp', '', '']],
    ];

    /**
     * @dataProvider items
     *
     * @phpstan-param Item $item
     */
    public function testTheRulesOfCoreAreTheExpectedOnes(array $item): void
    {
        $expected = new ExpectedRules(self::config($item));
        self::assertTrue($expected->areIn($item['iptables'], 4), "IPv4 of $item[id]");
        self::assertTrue($expected->areIn($item['ip6tables'], 6), "IPv6 of $item[id]");
        if (!self::isOn($item)) {
            return;
        }
        $withoutEnd = array_slice($item['iptables'], 0, -1);
        self::assertSame($item['filters'] === [] && $item['release'] === '2026', $expected->areIn($withoutEnd, 4), 'without its end');
        foreach ($item['iptables'] as $place => $line) {
            if (strpos($line, '-m multiport') !== false && self::isOfARule($line, $item)) {
                $less = $item['iptables'];
                unset($less[$place]);
                self::assertFalse($expected->areIn(array_values($less), 4), "without $line");
            }
        }
    }

    /**
     * The door is never said to be open where the kernel would drop, and the kernel never opens WEB by a row that is none.
     *
     * @dataProvider items
     *
     * @phpstan-param Item $item
     */
    public function testTheDoorIsOpenWhereCoreOpensIt(array $item): void
    {
        $config = self::config($item);
        foreach (self::ADDRESSES as $address) {
            $isSaid = WebDoor::isOpenTo($config, $address);
            $lines = Networks::isVersion6($address) ? $item['ip6tables'] : $item['iptables'];
            $port = $item['settings']['WEBHTTPSPort'] ?? '443';
            if ($isSaid) {
                self::assertTrue(self::accepts($lines, $address, $port), "$item[id]: $address is let in");
            }
            $isByRow = false;
            foreach ($item['filters'] as $filter) {
                $isByRow = $isByRow || (($filter['rules']['WEB'] ?? false) && Networks::hold($filter['permit'], $address));
            }
            $canHold = $item['release'] === '2026' || !Networks::isVersion6($address);
            self::assertSame($isByRow && $canHold, $isSaid, "$item[id]: $address");
        }
    }

    /**
     * @return iterable<string, array{Item}>
     */
    public function items(): iterable
    {
        foreach (self::read(self::VECTORS) as $place => $item) {
            $release = is_string($item['release'] ?? null) ? $item['release'] : '';
            yield 'vector ' . $place . ' of ' . $release => [self::item($item, $release)];
        }
        foreach (self::FILES as $release => $file) {
            foreach (self::read(self::RECORDED . $file) as $place => $item) {
                if (self::isFit($item)) {
                    yield $release . ', recording ' . $place => [self::item($item, (string) $release)];
                }
            }
        }
    }

    /**
     * Made by hand, with rows that the template does not give, are others; containers have no rules.
     *
     * @param array<mixed> $item
     */
    private static function isFit(array $item): bool
    {
        return !isset($item['name']) && ($item['mode'] ?? 'iptables') === 'iptables';
    }

    /**
     * @return list<array<mixed>>
     */
    private static function read(string $path): array
    {
        $items = is_file($path) ? json_decode((string) file_get_contents($path), true) : [];
        return is_array($items) ? array_values(array_filter($items, 'is_array')) : [];
    }

    /**
     * @param array<mixed> $from
     *
     * @return Item
     */
    private static function item(array $from, string $release): array
    {
        /** @var Item $item */
        $item = ['id' => $from['id'], 'release' => $release] + (array) $from['input']
            + ['iptables' => $from['iptables'], 'ip6tables' => $from['ip6tables']];
        return $item;
    }

    /**
     * @phpstan-param Item $item
     */
    private static function isOn(array $item): bool
    {
        return ($item['settings'][Config::FIREWALL] ?? '') === '1';
    }

    /**
     * @phpstan-param Item $item
     */
    private static function isOfARule(string $line, array $item): bool
    {
        foreach ($item['filters'] as $filter) {
            if (strpos($line, "-s {$filter['permit']} ") !== false) {
                return true;
            }
        }
        return false;
    }

    /**
     * @phpstan-param Item $item
     */
    private static function config(array $item): Config
    {
        $filters = [];
        $rules = [];
        foreach ($item['filters'] as $filter) {
            $filters[$filter['id']] = ['id' => (string) $filter['id'], 'permit' => $filter['permit']];
            foreach ($filter['rules'] as $category => $isAllowed) {
                foreach (self::TEMPLATE[$category] ?? [] as [$protocol, $from, $to]) {
                    $rules[] = [
                        'networkfilterid' => (string) $filter['id'], 'category' => $category, 'protocol' => $protocol,
                        'action' => $isAllowed ? 'allow' : 'block',
                        'portfrom' => $item['settings'][$from] ?? '0', 'portto' => $item['settings'][$to] ?? '0',
                    ];
                }
            }
        }
        return new Config($filters, $rules, $item['settings'], null, $item['release'] === '2026', []);
    }

    /**
     * As the kernel goes through them: the first line that fits decides.
     *
     * @param list<string> $lines
     */
    private static function accepts(array $lines, string $address, string $port): bool
    {
        foreach ($lines as $line) {
            $source = preg_match('/-s (\S+)/', $line, $found) === 1 ? $found[1] : '';
            $isTcp = preg_match('/-p (\S+)/', $line, $protocol) !== 1 || $protocol[1] === 'tcp';
            $isNew = strpos($line, '--ctstate') === false && strpos($line, 'hashlimit') === false && strpos($line, '--string') === false;
            $isPort = preg_match('/--dports? (\S+)/', $line, $ports) !== 1 || in_array($port, explode(',', $ports[1]), true);
            if ($isTcp && $isNew && $isPort && ($source === '' || Networks::hold($source, $address))) {
                return strpos($line, '-j ACCEPT') !== false;
            }
        }
        return true;
    }
}
