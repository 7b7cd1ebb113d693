<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Adapters\LinuxFindings;
use Modules\ModuleSecurityChecklist\Lib\Adapters\NetworkTime;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Evidence\CallRows;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Columns;
use Modules\ModuleSecurityChecklist\Lib\Evidence\CoreTables;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Machine;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Period;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\TrueTime;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Test\Support\EvidenceWorld;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCommands;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use PDO;
use PHPUnit\Framework\TestCase;

/**
 * What commands, the kernel and tables say, as the archive has it.
 */
final class FindingsTest extends TestCase implements TrueTime
{
    private const KEY = 'AAAAC3NzaC1lZDI1NTE5AAAAIGJveCBvZiBhIHRlc3QsIGFuZCBvZiBub2JvZHkgZWxzZQ';

    private EvidenceWorld $world;
    /** @var list<string> */
    private array $asked = [];

    protected function setUp(): void
    {
        $this->world = new EvidenceWorld();
    }

    protected function tearDown(): void
    {
        $this->world->remove();
    }

    public function testCoresTablesComeWithoutWhatNobodyAllowed(): void
    {
        foreach (Office::RELEASES as $release) {
            $pdo = Office::open($release);
            $pdo->exec('CREATE TABLE m_OfTomorrow (id INTEGER, secret VARCHAR)');
            $pdo->exec("INSERT INTO m_OfTomorrow VALUES (1, 'of-tomorrow-7')");
            $pdo->exec("ALTER TABLE m_Sip ADD COLUMN newSecret VARCHAR DEFAULT 'of-tomorrow-8'");
            $pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('JWTSecret', 'of-tomorrow-9')");
            $text = self::joined((new CoreTables(new PdoRows($pdo)))->dump());
            self::assertStringNotContainsString('of-tomorrow', $text);
            self::assertStringContainsString('{"table":"m_OfTomorrow","leftOut":true}', $text);
            self::assertMatchesRegularExpression('/"table":"m_Sip","leftOut":\[[^\]]*"secret"[^\]]*"newSecret"/', $text);
            self::assertMatchesRegularExpression('/"table":"m_PbxSettings","leftOut":\[[^\]]*"JWTSecret"/', $text);
            self::assertStringContainsString('{"table":"m_NetworkFilters","row":{"id":"', $text);
        }
    }

    public function testNoColumnThatIsAllowedSoundsLikeASecret(): void
    {
        $secret = '/secret(?!\z)|\bsecret|pass|key_hash|pin|token|manual|content|note|descr|logic/i';
        $columns = array_diff(array_merge(...array_values(Columns::ALLOWED)), ['weakSecret', 'weakPassword', 'mapping']);
        self::assertSame([], array_values((array) preg_grep($secret, $columns)));
        self::assertSame([], array_values((array) preg_grep('/pass(?!wordLogins)|secret|rsa|private|token|hash/i', Columns::SETTINGS_ALLOWED)));
    }

    public function testManyRowsComeOnce(): void
    {
        $pdo = Office::blank('2026');
        $pdo->exec(
            'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)'
            . " INSERT INTO m_SipHosts (provider_id, address) SELECT 'SIP-' || i, '192.0.2.1' FROM n"
        );
        $text = self::joined((new CoreTables(new PdoRows($pdo)))->dump());
        self::assertSame(4500, substr_count($text, '"table":"m_SipHosts","row"'));
        self::assertSame(1, substr_count($text, '"SIP-2001"'));
    }

    public function testCallsOfThePeriod(): void
    {
        $pdo = self::calls();
        $period = Period::of('2026-11-20T08:00', '2026-11-22T09:30');
        self::assertNotNull($period);
        self::assertSame(
            "\"id\",\"start\",\"src_num\",\"dst_num\",\"recordingfile\"\r\n"
            . "\"2\",\"2026-11-20 08:00:00.000\",\"201\",\"\"\"quoted\"\",\n\",\"\"\r\n"
            . "\"3\",\"2026-11-22 09:30:59.900\",\"=1+1\",\"810\",\"\"\r\n",
            self::joined((new CallRows(new PdoRows($pdo)))->csv($period))
        );
        $pdo->exec(
            'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4100)'
            . " INSERT INTO cdr_general (start, src_num) SELECT '2026-11-21 00:00:00', i FROM n"
        );
        self::assertSame(4103 + 1, substr_count(self::joined((new CallRows(new PdoRows($pdo)))->csv($period)), "\r\n") + 1);
        $this->expectException(CannotRead::class);
        self::fail(self::joined((new CallRows(new PdoRows(new PDO('sqlite::memory:'))))->csv($period)));
    }

    public function testProcessesCronAndKeysOfAMachine(): void
    {
        $this->world->put('proc/7/status', "Name:\tmi ner\nPPid:\t1\nUid:\t33\t33\t33\t33\n");
        $this->world->put('proc/7/cmdline', "xm\nrig\0-o\0pool\0");
        $this->world->put('proc/self/status', 'not a number');
        $this->world->put('proc/net/tcp', "  sl  local_address\n");
        $this->world->put('var/spool/cron/crontabs/root', "* * * * * curl x\n");
        $this->world->put('etc/passwd', "root:x:0:0:root:/root:/bin/sh\nguest:x:5:5::/home/guest:/bin/sh\nagain:x:0:0::/root:/bin/sh\n");
        $this->world->put('root/.ssh/authorized_keys', 'ssh-ed25519 ' . self::KEY . " admin@home\n");
        $this->world->put('home/guest/.ssh/authorized_keys2', 'from="10.0.0.1" ssh-ed25519 ' . self::KEY . " <b>\n");
        $machine = new Machine($this->world->path());
        $processes = self::joined($machine->processes());
        self::assertStringContainsString('"pid":7,"parent":1,"user":33,"name":"mi"', $processes);
        self::assertStringContainsString('"command":["xm\nrig","-o","pool"]', $processes);
        self::assertSame(1, substr_count($processes, "\n"));
        self::assertSame("  sl  local_address\n", self::joined($machine->table('/proc/net/tcp')));
        self::assertSame('', self::joined($machine->table('/proc/net/none')));
        self::assertStringContainsString('"file":"/var/spool/cron/crontabs/root"', self::joined($machine->cron()));
        $keys = self::joined($machine->keys());
        self::assertSame(2, substr_count($keys, 'SHA256:'));
        self::assertStringContainsString('"user":"guest"', $keys);
        self::assertStringNotContainsString(self::KEY, $keys);
    }

    public function testMembersSayWhatTheyAre(): void
    {
        $this->world->put('modules/ModuleX/module.json', '{}');
        $journal = new Journal(ModuleDatabase::inMemory(), new FakeClock());
        $journal->add('boss', '192.168.7.50', 'plans', ['name' => 'x']);
        $commands = new FakeCommands();
        $commands->prints = ['iptables-save' => ['*filter', 'COMMIT']];
        $office = Office::open('2026');
        $office->exec("INSERT OR REPLACE INTO m_PbxSettings (key, value) VALUES ('NTPServer', '0.pool.example')");
        $findings = new LinuxFindings(
            new Machine($this->world->path()),
            $commands,
            new PdoRows($office),
            new PdoRows(self::calls()),
            new PdoRows(self::bans()),
            $journal,
            new FakeClock(),
            $this,
            $this->world->path('cdr.db'),
            $this->world->path('modules'),
            static function (): string {
                return '{"facts":1}';
            }
        );
        $period = Period::of('2026-11-20T08:00', '2026-11-22T09:30');
        self::assertNotNull($period);
        $said = [];
        foreach ($findings->members($period) as $name => $made) {
            try {
                $said[$name] = self::joined($made());
            } catch (CannotRead $hidden) {
                $said[$name] = $hidden->reason();
            }
        }
        self::assertSame("*filter\nCOMMIT\n", $said['state/rules-v4.txt']);
        self::assertSame('missing', $said['state/nftables.txt']);
        self::assertStringContainsString('"ip":"203.0.113.7"', $said['state/bans.jsonl']);
        self::assertStringContainsString('"folder":"ModuleX"', $said['state/modules.jsonl']);
        self::assertStringContainsString('"action":"plans"', $said['journal.jsonl']);
        self::assertSame('{"facts":1}', $said['configuration/facts.json']);
        self::assertStringContainsString('"zone"', $said['state/time.json']);
        self::assertStringContainsString('sha256sum -c SHA256SUMS', $said['READ-ME.txt']);
        self::assertSame(['offset' => -1.5, 'source' => 'test'], $findings->clock());
        self::assertSame(['0.pool.example'], $this->asked);
        self::assertNotSame(0, $findings->expected());
    }

    public function testAnAnswerAboutTimeIsBelievedWhenItIsOurs(): void
    {
        $own = '01234567';
        $answer = "\x24\x02" . str_repeat("\0", 22) . $own . pack('N', 2208988800 + 1005) . "\x80\0\0\0" . pack('N', 2208988800 + 1005) . "\x80\0\0\0";
        self::assertSame(5.4, NetworkTime::read($answer, $own, 1000.0, 1000.2));
        self::assertNull(NetworkTime::read($answer, '76543210', 1000.0, 1000.2), 'of somebody else');
        self::assertNull(NetworkTime::read("\xe4" . substr($answer, 1), $own, 1000.0, 1000.2), 'its clock is not set');
        self::assertNull(NetworkTime::read("\x24\x00" . substr($answer, 2), $own, 1000.0, 1000.2), 'it wants to be left alone');
        self::assertNull(NetworkTime::read('', $own, 1000.0, 1000.2));
    }

    /**
     * @dataProvider folders
     */
    public function testFoldersOfAPeriod(string $folder, bool $isOf): void
    {
        $period = Period::of('2026-11-20T08:15', '2026-12-01T00:00');
        self::assertNotNull($period);
        self::assertSame($isOf, $period->touches($folder));
    }

    /**
     * @return array<string, array{string, bool}>
     */
    public function folders(): array
    {
        return [
            'year' => ['2026', true], 'year before' => ['2025', false], 'month' => ['2026/11', true], 'next month' => ['2026/12', true],
            'month after' => ['2027/01', false], 'day' => ['2026/11/20', true], 'day before' => ['2026/11/19', false],
            'hour that it begins in' => ['2026/11/20/08', true], 'hour before' => ['2026/11/20/07', false],
            'hour that it ends in' => ['2026/12/01/00', true], 'hour after' => ['2026/12/01/01', false],
        ];
    }

    public function offset(array $servers): array
    {
        $this->asked = $servers;
        return ['offset' => -1.5, 'source' => 'test'];
    }

    private static function calls(): PDO
    {
        $pdo = new PDO('sqlite::memory:', null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
        $pdo->exec('CREATE TABLE cdr_general (id INTEGER PRIMARY KEY, start TEXT, src_num TEXT, dst_num TEXT, recordingfile TEXT, later TEXT)');
        $insert = $pdo->prepare('INSERT INTO cdr_general (start, src_num, dst_num, recordingfile, later) VALUES (?, ?, ?, ?, ?)');
        foreach (
            [
                ['2026-11-20 07:59:59.999', '200', '1', '', 'x'], ['2026-11-20 08:00:00.000', '201', "\"quoted\",\n", null, 'x'],
                ['2026-11-22 09:30:59.900', '=1+1', '810', '', 'x'], ['2026-11-22 09:31:00', '203', '4', '', 'x'],
            ] as $call
        ) {
            $insert->execute($call);
        }
        return $pdo;
    }

    private static function bans(): PDO
    {
        $pdo = new PDO('sqlite::memory:', null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
        $pdo->exec('CREATE TABLE bans (jail TEXT, ip TEXT, timeofban INTEGER, bantime INTEGER, bancount INTEGER, data JSON)');
        $pdo->exec("INSERT INTO bans VALUES ('asterisk_main', '203.0.113.7', 1763800000, 86400, 2, '{}')");
        return $pdo;
    }

    /**
     * @param iterable<string> $pieces
     */
    private static function joined(iterable $pieces): string
    {
        $text = '';
        foreach ($pieces as $piece) {
            $text .= $piece;
        }
        return $text;
    }
}
