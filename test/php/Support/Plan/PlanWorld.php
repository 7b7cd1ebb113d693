<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Plan\Acceptance;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Enforcement;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Later;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordForms;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordsInPlans;
use Modules\ModuleSecurityChecklist\Lib\Plan\Player;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlayerNeeds;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Plan\InForce;
use Modules\ModuleSecurityChecklist\Lib\Plan\Source;
use Modules\ModuleSecurityChecklist\Lib\Plan\Story;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wiping;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCore;
use Modules\ModuleSecurityChecklist\Test\Support\FakeEnvelope;
use Modules\ModuleSecurityChecklist\Test\Support\FakeModule;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use PDO;

/**
 * A PBX on which plans are played: an office with three rules, firewall and Fail2Ban on. It outlives players.
 */
final class PlanWorld
{
    public const PERSON = 'boss';
    public const ADDRESS = '192.168.7.50';
    public const TYPED = 'gT7#wq-Lpm2xV';
    public const NONCE = 'nonce of this plan';

    /** As Core stores them: a comment, two keys, one of them with options, and a line that is none. */
    public const SSH_KEYS = "# of the office\n"
        . "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB anna@desk\n"
        . "no-pty ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC  who?\nno key at all";
    public const SSH_PRINT = 'SHA256:baqJQcVDEweKmw1OiZxGooCG2MGxYtwsQQzzOstxmiA';

    private const BOXES = [
        ['SIP', 'udp', '5060'], ['WEB', 'tcp', '80'], ['WEB', 'tcp', '443'], ['SSH', 'tcp', '22'], ['AMI', 'tcp', '5038'],
        ['AJAM', 'tcp', '8088'], ['ICMP', 'icmp', '0'], ['MODULECTICLIENT', 'tcp', '8224'],
    ];

    public Fate $fate;
    public PDO $pdo;
    public FakeCore $traits;
    public PretendedCore $core;
    public FakeSealer $sealer;
    public FakeEnvelope $envelope;
    public PretendedAsterisk $asterisk;
    public PretendedStanding $standing;
    public PretendedFirewall $firewall;
    public PretendedTime $time;
    public PretendedServer $server;
    /** What comes with plans that set a password; null: nothing. */
    public ?string $typed = self::TYPED;
    /** How plans are asked; null: over a new connection. */
    public ?Arrival $arrival = null;
    public FakePeers $peers;
    public CountingMemory $memory;
    public CountingNotices $notices;
    public MemoryRecords $records;
    public MemoryDesk $desk;
    public FixedSurroundings $surroundings;
    public FatefulStorage $storage;
    public ConfigReader $reader;
    public Journal $journal;
    public FakeModule $log;
    public FakeTeller $teller;
    private bool $hasOrder;

    public function __construct(string $release = '2026')
    {
        $this->hasOrder = $release === '2026';
        $this->fate = new Fate();
        $this->pdo = Office::blank($release);
        $this->fill($release === '2026');
        $this->traits = new FakeCore($release);
        $this->core = new PretendedCore($this->pdo, $this->traits, $this->fate, $release === '2026');
        $this->sealer = new FakeSealer();
        $this->core->sealer = $this->sealer;
        $this->reader = new ConfigReader(new PdoRows($this->pdo), $this->traits, $this->sealer);
        $this->firewall = new PretendedFirewall($this->reader, $this->fate, $this->pdo);
        $this->asterisk = new PretendedAsterisk($this->pdo, $this->firewall);
        $this->standing = new PretendedStanding($this->reader, $this->fate);
        $this->time = new PretendedTime($this->fate);
        $this->time->whenPassed[] = function (): void {
            $this->core->timePasses();
            $this->asterisk->timePasses();
            $this->firewall->timePasses();
        };
        $this->server = new PretendedServer();
        $this->peers = new FakePeers();
        $this->memory = new CountingMemory();
        $this->notices = new CountingNotices();
        $this->records = new MemoryRecords($this->fate);
        $this->envelope = new FakeEnvelope();
        $this->desk = new MemoryDesk();
        $this->surroundings = new FixedSurroundings($this->traits);
        $this->storage = new FatefulStorage(ModuleDatabase::inMemory(), $this->fate);
        $this->journal = new Journal($this->storage, $this->time);
        $this->log = new FakeModule();
        $this->teller = new FakeTeller();
    }

    /**
     * Of a release that has a security mode: balanced, as nobody has set it.
     */
    public static function newest(): self
    {
        $world = new self();
        $world->traits->more = [Config::MODE => 'balanced'];
        return $world;
    }

    public function player(): Player
    {
        $needs = new PlayerNeeds();
        $needs->records = $this->records;
        $needs->desk = $this->desk;
        $needs->calendar = new Calendar($this->records, $this->time, $this->time);
        $forms = new PasswordForms($this->hasOrder);
        $needs->source = new Source($this->records, new PasswordsInPlans($this->envelope, $forms, $this->sealer));
        $needs->wiping = new Wiping($this->records, $this->sealer);
        $needs->story = new Story($this->journal);
        $needs->reader = $this->reader;
        $needs->hands = new Hands($this->core, $this->core, $this->standing);
        $needs->notices = $this->notices;
        $needs->surroundings = $this->surroundings;
        $needs->acceptance = new Acceptance($this->surroundings);
        $needs->enforcement = new Enforcement(
            $this->firewall,
            $this->firewall,
            $this->firewall,
            $this->time,
            $this->surroundings
        );
        $needs->inForce = new InForce(new PdoRows($this->pdo), $this->asterisk, $this->time, $this->asterisk, $this->standing);
        $needs->connections = $this->server;
        $needs->peers = $this->peers;
        $needs->memory = $this->memory;
        $needs->clock = $this->time;
        $needs->pace = $this->time;
        $needs->teller = $this->teller;
        $needs->log = $this->log;
        return new Player($needs);
    }

    public function later(): Later
    {
        return new Later($this->records, $this->time, $this->time, new Story($this->journal), $this->teller, $this->log);
    }

    /**
     * @param array<string, mixed> $plan as it is sent
     */
    public function accept(array $plan, string $id = 'plan1'): void
    {
        $record = $this->record($id);
        $decoded = json_decode((string) json_encode($plan));
        $record->plan = $decoded instanceof \stdClass ? $decoded : null;
        if ($this->typed !== null && strpos((string) json_encode($plan), 'login.password') !== false) {
            $record->typed = $this->envelope->close(new Secret($this->typed, new About(), 0));
        }
        $this->records->open = (string) json_encode($record->written());
    }

    /**
     * @param list<string> $only keys of objects; empty: all
     */
    public function acceptUndo(string $of, string $id = 'undo1', array $only = []): void
    {
        $record = $this->record($id);
        $record->only = $only;
        $record->undoOf = $of;
        $this->records->open = (string) json_encode($record->written());
    }

    /**
     * Runs players until the plan is over, or nothing more happens without a person.
     *
     * @return int how many were killed
     */
    public function runToTheEnd(): int
    {
        $killed = 0;
        for ($players = 0; $players < 30 && $this->records->open !== null; $players++) {
            try {
                $this->player()->run();
                return $killed;
            } catch (Killed $gone) {
                $killed++;
            }
        }
        return $killed;
    }

    /**
     * @return bool false: killed
     */
    public function runOnce(): bool
    {
        try {
            $this->player()->run();
            return true;
        } catch (Killed $gone) {
            return false;
        }
    }

    /**
     * Confirms, over a connection that is opened now, as soon as the player waits.
     */
    public function confirmWhenAsked(): void
    {
        $this->time->whenPassed[] = function (): void {
            $isAsked = ($this->desk->status['phase'] ?? '') === 'waiting';
            if ($isAsked && $this->desk->wishes === []) {
                $this->desk->wishes[] = $this->confirmation($this->server->now());
            }
        };
    }

    public function confirmation(?Connection $connection): Wish
    {
        return $this->confirmedBy(new Arrival($connection));
    }

    public function confirmedBy(Arrival $arrival): Wish
    {
        return new Wish(Wish::CONFIRM, '', self::PERSON, self::ADDRESS, hash('sha256', self::NONCE), $arrival);
    }

    /**
     * Everything that plans can change, as text.
     */
    public function rows(): string
    {
        $config = $this->reader->read();
        $rules = array_map([$config, 'rulesOf'], array_keys($config->filters()));
        // Not as JSON: one of the names is no text.
        return var_export([
            $config->filters(), $rules, $config->setting(Config::FIREWALL), $config->setting(Config::FAIL2BAN),
            $config->setting(Config::MODE), $config->setting(Config::KEYS_ONLY), $config->setting(Config::ORIGINS), $config->setting(Config::ISOLATION), $config->setting(Config::CALLS), $config->setting(Config::BRAKE),
            $config->setting(Config::SSH_KEYS),
            $this->standing->holds, $config->limits(), $this->secrets(), $config->fail2ban(), $this->firewall->runningRules(4), $this->firewall->read('/etc/fail2ban/jail.local'),
        ], true);
    }

    /**
     * Of everybody who has one, by table; one that was made anew is another one each time, and shown as such.
     *
     * @return list<array<string, string>>
     */
    public function secrets(): array
    {
        $tables = ['m_Sip' => 'secret', 'm_AsteriskManagerUsers' => 'secret'];
        $secrets = [];
        foreach ($this->hasOrder ? $tables + ['m_AsteriskRestUsers' => 'password'] : $tables as $table => $column) {
            $of = [];
            foreach ((new PdoRows($this->pdo))->rows("SELECT id, $column AS secret FROM $table ORDER BY id") as $row) {
                $isMade = preg_match('/\A[2-9A-HJ-NP-Za-km-z]{20}\z/', (string) $row['secret']) === 1;
                $of['#' . $row['id']] = $isMade ? 'made' : (string) $row['secret'];
            }
            $secrets[] = $of;
        }
        $suffix = (new PdoRows($this->pdo))->rows("SELECT value FROM m_PbxSettings WHERE key = 'SIPAuthPrefix'");
        return array_merge($secrets, [
            ['suffix' => $suffix[0]['value'] ?? ''],
            ['web' => $this->password('WebAdminPassword'), 'ssh' => $this->password('SSHPassword')],
        ]);
    }

    /**
     * As it is stored; `typed`: the one that came with the plan, in whatever form, as no two hashes of it are alike.
     */
    public function password(string $key): string
    {
        $stored = $this->stored($key);
        return $stored === self::TYPED || password_verify(self::TYPED, $stored) ? 'typed' : $stored;
    }

    public function stored(string $key): string
    {
        $rows = (new PdoRows($this->pdo))->rows('SELECT value FROM m_PbxSettings WHERE key = :key', ['key' => $key]);
        return (string) ($rows[0]['value'] ?? '');
    }

    public function phase(): string
    {
        $phase = $this->desk->status['phase'] ?? '';
        return is_string($phase) ? $phase : '';
    }

    public function reason(): string
    {
        $reason = $this->desk->status['reason'] ?? '';
        return is_string($reason) ? $reason : '';
    }

    /**
     * @return list<string> actions, oldest first
     */
    public function told(): array
    {
        return array_reverse(array_column($this->journal->page(null, 200), 'action'));
    }

    private function record(string $id): Record
    {
        $record = new Record();
        $record->id = $id;
        $record->person = self::PERSON;
        $record->address = self::ADDRESS;
        $record->nonce = hash('sha256', self::NONCE);
        $record->arrival = $this->arrival ?? new Arrival($this->server->now(), false, null, true);
        $record->acceptedAt = $this->time->now()->format(DATE_ATOM);
        $record->deadline = new Deadline($this->time->boot(), $this->time->uptime(), $this->time->now(), 60);
        return $record;
    }

    private function fill(bool $hasOrder): void
    {
        $rules = [4 => ['0.0.0.0/0', 'Internet'], 7 => ['192.168.7.0/24', 'Office'], 9 => ['203.0.113.0/28', "Provider \xff"]];
        $boxes = $hasOrder ? array_merge(self::BOXES, [['IAX', 'udp', '4569']]) : self::BOXES;
        $filter = $this->pdo->prepare(
            "INSERT INTO m_NetworkFilters (id, permit, deny, newer_block_ip, local_network, description)"
                . " VALUES (?, ?, '0.0.0.0/0', ?, '0', ?)"
        );
        $rule = $this->pdo->prepare(
            'INSERT INTO m_FirewallRules (networkfilterid, category, protocol, portfrom, portto, action, description)'
                . " VALUES (?, ?, ?, ?, ?, ?, 'made by hand')"
        );
        foreach ($rules as $id => [$permit, $name]) {
            $filter->execute([$id, $permit, $id === 7 ? '1' : '0', $name]);
            foreach ($boxes as [$category, $protocol, $port]) {
                $isAllowed = $id !== 9 || $category === 'SIP';
                $rule->execute([$id, $category, $protocol, $port, $port, $isAllowed ? 'allow' : 'block']);
            }
        }
        if ($hasOrder) {
            $this->pdo->exec("UPDATE m_NetworkFilters SET priority = CASE id WHEN 4 THEN '3' WHEN 7 THEN '1' ELSE '2' END");
        }
        $this->pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('PBXFirewallEnabled', '1'), ('PBXFail2BanEnabled', '1'),"
            . " ('PBXVersion', '2026.1.223'), ('WebAdminPassword', 'oldweb'), ('SSHPassword', 'oldssh')");
        $this->pdo->prepare("INSERT INTO m_PbxSettings (key, value) VALUES ('SSHAuthorizedKeys', ?)")->execute([self::SSH_KEYS]);
        $this->pdo->exec("INSERT INTO m_Sip (id, uniqid, extension, type, secret) VALUES (31, 'SIP-1', '201', 'peer', 'old201'),"
            . " (32, 'SIP-2', '202', 'peer', 'old202'), (33, 'SIP-3', '203', 'peer', 'old203')");
        $this->pdo->exec("INSERT INTO m_AsteriskManagerUsers (id, username, secret) VALUES (5, 'crm', 'oldcrm')");
        $this->pdo->exec("INSERT INTO m_OutgoingRoutingTable (id, rulename, providerid, priority, numberbeginswith, restnumbers, trimfrombegin, prepend)"
            . " VALUES (3, 'All calls', 'SIP-TRUNK-1', '1', '', '-1', '0', ''), (4, 'Backup', 'SIP-TRUNK-2', '2', '(7|8)', '10', '0', '')");
        if ($hasOrder) {
            $this->pdo->exec("INSERT INTO m_AsteriskRestUsers (id, username, password) VALUES (6, 'ivr', 'oldivr')");
            $this->pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('ARIEnabled', '1')");
            $this->pdo->exec("INSERT INTO m_ApiKeys (id, description, key_hash, networkfilterid, full_permissions, allowed_paths)"
                . " VALUES (8, 'backup', 'hash of 8', NULL, '1', '')");
        }
        $this->pdo->exec("INSERT INTO m_Fail2BanRules VALUES (1, 20, 600, 600, ' 203.0.113.5  10.0.0.0/8 ')");
    }
}
