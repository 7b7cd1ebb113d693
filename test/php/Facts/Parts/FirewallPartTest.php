<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class FirewallPartTest extends TestCase
{
    public function testRulesComeInTheOrderOfTheirRowsWithTheirOwnPorts(): void
    {
        $firewall = TestPbx::office('2026')->data('firewall');
        self::assertIsArray($firewall);
        self::assertTrue($firewall['enabled']);
        self::assertSame(300, $firewall['maxRequestsPerSecond']);
        $port = static function (string $protocol, int $from, int $to): array {
            return ['from' => $from, 'protocol' => $protocol, 'to' => $to];
        };
        $service = static function (string $category, bool $allow, array ...$ports): array {
            return ['allow' => $allow, 'category' => $category, 'ports' => $ports];
        };
        self::assertSame(
            [
                [
                    'id' => '4', 'localNetwork' => true, 'name' => 'Office', 'neverBlock' => true, 'permanent' => true,
                    'permit' => '192.168.7.0/24', 'priority' => 2,
                    'services' => [
                        $service('SIP', true, $port('udp', 5060, 5060), $port('udp', 10000, 10200)),
                        $service('WEB', true, $port('tcp', 80, 80)),
                        $service('ICMP', true, $port('icmp', 0, 0)),
                    ],
                    'usedBy' => ['sip:205', 'provider:SIP-TRUNK-B', 'ami:crm', 'api-key:2'],
                ],
                [
                    'id' => '7', 'localNetwork' => false, 'name' => 'Internet', 'neverBlock' => false,
                    'permanent' => true, 'permit' => '0.0.0.0/0', 'priority' => 1,
                    'services' => [
                        $service('SIP', true, $port('udp', 5060, 5060)),
                        $service('SIP', false, $port('tcp', 5060, 5060)),
                        $service('WEB', false, $port('tcp', 443, 443)),
                    ],
                    'usedBy' => [],
                ],
                [
                    'id' => '9', 'localNetwork' => false, 'name' => '', 'neverBlock' => false, 'permanent' => false,
                    'permit' => '10.8.0.0/255.255.0.0', 'priority' => null, 'services' => [],
                    'usedBy' => ['provider:IAX-TRUNK-D'],
                ],
            ],
            $firewall['rules']
        );
    }

    public function testA2024HasNoPriorities(): void
    {
        $pbx = TestPbx::office('2024');
        self::assertNull($pbx->at('firewall', 'maxRequestsPerSecond'));
        self::assertSame([null, null, null], $pbx->column('priority', 'firewall', 'rules'));
        self::assertSame(['sip:205', 'provider:SIP-TRUNK-B', 'ami:crm'], $pbx->at('firewall', 'rules', 0, 'usedBy'));
    }

    public function testAPermitThatIsNoNetworkIsToldAsItIs(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_NetworkFilters SET permit = '10.0.0.0/8,<b>::/0' WHERE id = 4");
        $pdo->exec('UPDATE m_NetworkFilters SET permit = NULL WHERE id = 7');
        $permits = (new TestPbx($pdo))->column('permit', 'firewall', 'rules');
        self::assertSame(['10.0.0.0/8,<b>::/0', '', '10.8.0.0/255.255.0.0'], $permits);
    }

    public function testOtherProtocolsMakeNoLineAndAreLeftOut(): void
    {
        $pdo = Office::blank('2026');
        $pdo->exec("INSERT INTO m_NetworkFilters (id, permit) VALUES (1, '10.0.0.0/8')");
        $pdo->exec(
            "INSERT INTO m_FirewallRules (protocol, portfrom, portto, networkfilterid, action, category) VALUES
             ('TCP', ' 80 ', '', 1, 'allow', 'MODULEX'), ('all', '1', '2', 1, 'allow', 'A'), (NULL, '1', '2', 1, 'allow', 'B')"
        );
        self::assertSame(
            [['allow' => true, 'category' => 'MODULEX', 'ports' => [['from' => 80, 'protocol' => 'tcp', 'to' => 80]]]],
            (new TestPbx($pdo))->at('firewall', 'rules', 0, 'services')
        );
    }

    /**
     * @return iterable<string, array{string}>
     */
    public function oddPorts(): iterable
    {
        yield 'nothing' => ["portfrom = ''"];
        yield 'NULL' => ['portfrom = NULL'];
        yield 'a word' => ["portfrom = 'WEBPort'"];
        yield 'too high' => ["portto = '70000'"];
        yield 'a list' => ["portto = '80,443'"];
    }

    /**
     * @dataProvider oddPorts
     */
    public function testARowWithoutAPortNumberMakesThePartUnknown(string $change): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("UPDATE m_FirewallRules SET $change WHERE id = 3");
        self::assertSame('mistyped', (new TestPbx($pdo))->reason('firewall'));
    }

    public function testAMissingTableMakesThePartUnknown(): void
    {
        $pdo = Office::open('2026');
        $pdo->exec('DROP TABLE m_FirewallRules');
        self::assertSame('missing', (new TestPbx($pdo))->reason('firewall'));
    }
}
