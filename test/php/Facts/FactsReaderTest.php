<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use InvalidArgumentException;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;
use PHPUnit\Framework\TestCase;
use RuntimeException;

final class FactsReaderTest extends TestCase
{
    private const PARTS = [
        'system', 'updates', 'patch', 'ports', 'firewall', 'runningRules', 'extraRules', 'fail2ban', 'network',
        'providers', 'outboundRoutes', 'accounts', 'sip', 'secrets', 'webLogin', 'ssh', 'ami', 'ari', 'apiKeys',
        'modules', 'devices', 'signIns', 'connections', 'providerHosts', 'vpn', 'rotation', 'attestations', 'waivers',
    ];
    /** Made of the database alone. */
    private const CACHED = [
        'ports', 'firewall', 'providers', 'outboundRoutes', 'accounts', 'sip', 'secrets', 'ami', 'ari', 'apiKeys',
    ];

    private TemporaryFolder $folder;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testReadsEveryPartIntoOneEnvelope(): void
    {
        $facts = TestPbx::office('2026')->read();
        self::assertSame(
            [1, ['address' => 'https://pbx.example', 'name' => 'Office & Söhne'], '2026-11-23T12:00:00+03:00'],
            [$facts['version'], $facts['pbx'], $facts['readAt']]
        );
        self::assertSame(self::PARTS, array_keys($facts['parts']));
        foreach ($facts['parts'] as $name => $part) {
            self::assertSame('known', $part['state'], $name);
            self::assertSame(['module', $facts['readAt']], [$part['source'], $part['readAt']]);
            $said = $part['digest'] ?? '';
            self::assertIsString($said);
            self::assertMatchesRegularExpression('/^[0-9a-f]{64}$/', $said);
        }
    }

    public function testA2024LacksWhatItNeverHad(): void
    {
        $unknown = $this->reasons(TestPbx::office('2024')->read()['parts']);
        self::assertSame(['ari' => 'not-supported', 'apiKeys' => 'not-supported'], $unknown);
    }

    public function testOnlyAskedPartsAreRead(): void
    {
        $pbx = TestPbx::office();
        self::assertSame(['ports', 'sip'], array_keys($pbx->read(['sip', 'ports'])['parts']));
        self::assertCount(1, $pbx->rows->statements, 'the settings, once');
    }

    public function testAStrangeNameIsRefused(): void
    {
        $this->expectException(InvalidArgumentException::class);
        $this->expectExceptionMessage('passwords');
        TestPbx::office()->read(['sip', 'passwords']);
    }

    /**
     * @return iterable<string, array{string, list<string>}>
     */
    public function tables(): iterable
    {
        $settings = [
            'system', 'ports', 'firewall', 'fail2ban', 'sip', 'secrets', 'webLogin', 'ssh', 'ami', 'ari', 'apiKeys', 'rotation',
        ];
        yield 'settings' => ['m_PbxSettings', $settings];
        yield 'network filters' => ['m_NetworkFilters', ['firewall']];
        yield 'firewall rules' => ['m_FirewallRules', ['firewall']];
        yield 'intrusion protection' => ['m_Fail2BanRules', ['fail2ban']];
        yield 'SIP' => ['m_Sip', ['firewall', 'providers', 'outboundRoutes', 'accounts', 'secrets', 'rotation']];
        yield 'hosts' => ['m_SipHosts', []];
        yield 'IAX' => ['m_Iax', ['providers', 'outboundRoutes', 'secrets', 'rotation']];
        yield 'providers' => ['m_Providers', ['outboundRoutes']];
        yield 'extensions' => ['m_Extensions', ['accounts', 'secrets', 'rotation']];
        yield 'people' => ['m_Users', ['accounts', 'secrets', 'rotation']];
        yield 'routes' => ['m_OutgoingRoutingTable', ['outboundRoutes']];
        yield 'interfaces' => ['m_LanInterfaces', ['firewall', 'network']];
        yield 'AMI' => ['m_AsteriskManagerUsers', ['firewall', 'secrets', 'ami', 'rotation']];
        yield 'custom files' => ['m_CustomFiles', ['extraRules']];
        yield 'modules' => ['m_PbxExtensionModules', ['modules']];
        yield 'ARI' => ['m_AsteriskRestUsers', ['ari']];
        yield 'static routes' => ['m_NetworkStaticRoutes', []];
    }

    /**
     * @dataProvider tables
     *
     * @param list<string> $lost
     */
    public function testAMissingTableLosesItsPartsAndTheRestStands(string $table, array $lost): void
    {
        $pdo = Office::open('2026');
        $pdo->exec("DROP TABLE $table");
        $unknown = $this->reasons((new TestPbx($pdo))->read()['parts']);
        self::assertSame(array_fill_keys($lost, 'missing'), $unknown);
    }

    public function testRowsThatAreAllNullLoseNoMoreThanTheyMust(): void
    {
        foreach (Office::RELEASES as $release) {
            $pdo = Office::blank($release);
            foreach (['m_NetworkFilters', 'm_OutgoingRoutingTable', 'm_AsteriskManagerUsers', 'm_CustomFiles'] as $table) {
                $pdo->exec("INSERT INTO $table (id) VALUES (NULL)");
            }
            foreach (['m_Sip', 'm_Iax', 'm_LanInterfaces', 'm_PbxExtensionModules'] as $table) {
                $pdo->exec("INSERT INTO $table (id) VALUES (NULL), (NULL)");
            }
            $pdo->exec("INSERT INTO m_Sip (type) VALUES ('peer'), ('friend')");
            $pdo->exec("INSERT INTO m_Sip (type, extension) VALUES ('peer', '1')");
            $pdo->exec('INSERT INTO m_Fail2BanRules (id) VALUES (1)');
            $pdo->exec("INSERT INTO m_PbxSettings (key) VALUES ('Name'), ('WEBPort'), ('SSHPassword'), ('SIPAuthPrefix')");
            $lost = $release === '2024' ? ['ari' => 'not-supported', 'apiKeys' => 'not-supported'] : [];
            self::assertSame($lost, $this->reasons((new TestPbx($pdo, $release))->read()['parts']), $release);
        }
    }

    public function testALockedDatabaseLosesItsPartsAndTheRestStands(): void
    {
        $path = $this->folder->path('core.db');
        $writer = Office::open('2026', $path);
        $writer->exec('BEGIN EXCLUSIVE');
        $reader = new PDO('sqlite:' . $path, null, null, [PDO::ATTR_TIMEOUT => 0]);
        $facts = (new TestPbx($reader))->read();
        $writer->exec('COMMIT');
        $known = [
            'updates', 'patch', 'runningRules', 'devices', 'signIns', 'connections', 'providerHosts', 'vpn', 'attestations',
            'waivers',
        ];
        $unknown = $this->reasons($facts['parts']);
        self::assertSame(array_values(array_diff(self::PARTS, $known)), array_keys($unknown));
        self::assertSame([], array_diff($unknown, ['timeout']));
        self::assertSame('', $facts['pbx']['name']);
    }

    public function testWhateverElseBreaksIsNamedByItsKindOnly(): void
    {
        $pbx = TestPbx::office();
        $pbx->sources->features = new class () implements Features {
            public function of(array $secrets, string $list = ''): array
            {
                throw new RuntimeException($secrets[0]->text());
            }
        };
        $facts = $pbx->read();
        self::assertSame(['failed', 'RuntimeException'], [
            $facts['parts']['secrets']['reason'], $facts['parts']['secrets']['detail'],
        ]);
        self::assertSame(
            ['secrets' => 'failed', 'webLogin' => 'failed', 'ssh' => 'failed'],
            $this->reasons($facts['parts'])
        );
    }

    public function testNoSecretIsInTheFactsNorInTheCache(): void
    {
        foreach (Office::RELEASES as $release) {
            $path = $this->folder->path("$release.db");
            $pbx = new TestPbx(Office::open($release, $path), $release, $path);
            $said = PartList::reader($pbx->sources)->read('')->json();
            $kept = implode("\n", array_column($pbx->cache->parts, 'json'));
            self::assertNotSame('', $kept);
            $secrets = [
                'secret-of-205', 'twin', 'otherword', 'other]word', 'trunk-secret', 'iax-secret', 'ami-admin-secret',
                'ari-secret', 'web-plain-word', 'ssh-plain-word', 'private-key-of-the-pbx', 'hash-of-key',
            ];
            foreach ($secrets as $secret) {
                self::assertStringNotContainsString($secret, $said);
                self::assertStringNotContainsString($secret, $kept);
            }
        }
    }

    public function testTheSameDataHasTheSameDigestWheneverItIsRead(): void
    {
        $pbx = TestPbx::office();
        $names = array_diff(self::PARTS, ['system', 'patch']);
        $first = PartList::reader($pbx->sources)->read('', array_values($names));
        $pbx->clock->now = '2027-01-01T00:00:00+00:00';
        $second = PartList::reader($pbx->sources)->read('elsewhere', array_values($names));
        self::assertSame($first->digest(), $second->digest());
        self::assertSame($first->digests(), $second->digests());
    }

    public function testTheDigestOfSeveralIsThatOfTheirNamesAndDigestsInTheOrderOfTheContract(): void
    {
        $pbx = TestPbx::office('2024');
        $reading = PartList::reader($pbx->sources)->read('', ['ari', 'sip']);
        $digest = hash('sha256', '{"authSuffix":null,"guestCalls":true}');
        self::assertSame(hash('sha256', "sip $digest\nari not-supported"), $reading->digest());
        self::assertSame(['sip' => $digest], $reading->digests());
    }

    public function testAnUnchangedDatabaseIsNotReadAgain(): void
    {
        $path = $this->folder->path('core.db');
        $pbx = new TestPbx(Office::open('2026', $path), '2026', $path);
        $first = $pbx->read();
        self::assertSame(self::CACHED, array_keys($pbx->cache->parts));

        $pbx->rows->statements = [];
        $pbx->clock->now = '2026-11-23T13:00:00+03:00';
        $second = $pbx->read();
        $asked = array_column($pbx->rows->statements, 0);
        self::assertSame([], preg_grep('/m_(?:Sip|NetworkFilters|OutgoingRoutingTable|AsteriskManagerUsers)\b/', $asked));
        foreach (self::CACHED as $name) {
            self::assertSame(['readAt' => $second['readAt']] + $first['parts'][$name], ['readAt' => $second['readAt']] + $second['parts'][$name]);
            self::assertSame($second['readAt'], $second['parts'][$name]['readAt'], 'known to be true now');
        }
    }

    public function testAChangeBehindCoresBackIsSeen(): void
    {
        foreach (['delete', 'wal'] as $journal) {
            $path = $this->folder->path("$journal.db");
            $core = Office::open('2026', $path);
            $core->query("PRAGMA journal_mode = $journal");
            $pbx = new TestPbx($core, '2026', $path);
            $pbx->read();
            (new PDO('sqlite:' . $path))->exec("UPDATE m_PbxSettings SET value = 'OTHER6' WHERE key = 'SIPAuthPrefix'");
            self::assertSame(['authSuffix' => 'OTHER6', 'guestCalls' => true], $pbx->data('sip'), $journal);
        }
    }

    public function testOtherSourcesAreNeverKept(): void
    {
        $path = $this->folder->path('core.db');
        $pbx = new TestPbx(Office::open('2026', $path), '2026', $path);
        $pbx->read();
        $pbx->pbx->runningRules = [4 => [], 6 => []];
        $pbx->pbx->devices = [];
        $pbx->pbx->jails = [];
        self::assertSame(['v4' => [], 'v6' => []], $pbx->data('runningRules'));
        self::assertSame([], $pbx->data('devices'));
        self::assertFalse($pbx->at('fail2ban', 'banning'));
    }

    public function testPartsReadLaterJoinThoseThatAreKept(): void
    {
        $path = $this->folder->path('core.db');
        $pbx = new TestPbx(Office::open('2026', $path), '2026', $path);
        $pbx->read(['sip']);
        $pbx->read(['ports', 'devices']);
        self::assertEqualsCanonicalizing(['sip', 'ports'], array_keys($pbx->cache->parts));
    }

    public function testAnotherBuildOfTheModuleReadsAnew(): void
    {
        $path = $this->folder->path('core.db');
        $pbx = new TestPbx(Office::open('2026', $path), '2026', $path);
        $pbx->read(['sip']);
        $pbx->rows->statements = [];
        $pbx->sources->build = 'another';
        $pbx->read(['secrets']);
        self::assertSame(['secrets'], array_keys($pbx->cache->parts));
    }

    public function testWhatWasReadWhileSomebodyWroteIsNotKept(): void
    {
        $path = $this->folder->path('core.db');
        $pdo = Office::open('2026', $path);
        $pbx = new TestPbx($pdo, '2026', $path);
        $pbx->sources->rows = new class (new PdoRows($pdo), new PDO('sqlite:' . $path)) implements Rows {
            private Rows $rows;
            private PDO $writer;

            public function __construct(Rows $rows, PDO $writer)
            {
                $this->rows = $rows;
                $this->writer = $writer;
            }

            public function rows(string $sql, array $bind = []): array
            {
                $rows = $this->rows->rows($sql, $bind);
                $this->writer->exec("UPDATE m_PbxSettings SET value = value || 'X' WHERE key = 'SIPAuthPrefix'");
                return $rows;
            }
        };
        $pbx->read();
        self::assertSame([], $pbx->cache->parts);
    }

    public function testPartsThatBrokeAreNotKept(): void
    {
        $path = $this->folder->path('core.db');
        $pdo = Office::open('2026', $path);
        $pdo->exec('DROP TABLE m_Users');
        $pbx = new TestPbx($pdo, '2026', $path);
        $pbx->read();
        self::assertSame(array_values(array_diff(self::CACHED, ['accounts', 'secrets'])), array_keys($pbx->cache->parts));
    }

    public function testADetailOfStrangeBytesDoesNotLoseTheAnswer(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->broken = new CannotRead(CannotRead::FAILED, "\xff\"</script>");
        self::assertSame("\u{fffd}\"</script>", $pbx->read(['devices'])['parts']['devices']['detail']);
    }

    /**
     * @param array<string, array<string, mixed>> $parts
     *
     * @return array<string, string> reasons of the unknown ones by name
     */
    private function reasons(array $parts): array
    {
        $reasons = [];
        foreach ($parts as $name => $part) {
            if (isset($part['reason'])) {
                self::assertIsString($part['reason']);
                $reasons[$name] = $part['reason'];
            }
        }
        return $reasons;
    }
}
