<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Adapters\Sql;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Facts\SecurityMode;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;
use PDO;

/**
 * Changes rows as Core does, and breaks where it is told to.
 *
 * @phpstan-import-type Row from \Modules\ModuleSecurityChecklist\Lib\Plan\Config
 */
final class PretendedCore implements Executor, Restorer
{
    public const REFUSED = '422';
    public const BUSY = '503';
    public const SILENT_BEFORE = 'time-out before';
    public const SILENT_AFTER = 'time-out after';
    public const CUT = 'cut, then done at once';
    public const CUT_LATE = 'cut, then done when nobody waits any more';
    public const WRONG = 'stores something else';

    private const ORDER = [
        'WEB' => 'tcp 80', 'SSH' => 'tcp 22', 'SIP' => 'udp 5060', 'AMI' => 'tcp 5038', 'AJAM' => 'tcp 8088', 'ICMP' => 'icmp 0',
        'MODULECTICLIENT' => 'tcp 8224', 'IAX' => 'udp 4569',
    ];

    private const SECRETS = [
        Owner::SIP => ['m_Sip', 'secret'], Owner::AMI => ['m_AsteriskManagerUsers', 'secret'],
        Owner::ARI => ['m_AsteriskRestUsers', 'password'],
    ];

    private PDO $pdo;
    private CoreTraits $traits;
    private Fate $fate;
    private bool $hasOrder;
    public Sealer $sealer;
    /** One of the above; '': all is well. */
    public string $fault = '';
    /** At which change; the others are well. */
    public int $faultAt = 1;
    /** From that change on. */
    public bool $isFaultLasting = false;
    /** The way back breaks, too. */
    public bool $cannotRestore = false;
    public bool $restoreFailsOnce = false;
    /** @var list<string> banned addresses */
    public array $banned = ['192.168.7.66', '198.51.100.9'];
    /** For so many sleeps nobody answers about bans: the server of Fail2Ban starts anew. */
    public int $isRestartingFor = 0;
    public int $changes = 0;
    /** @var list<string> what was ended */
    public array $ended = [];
    /** That go on. */
    public int $sessions = 3;
    public int $calls = 2;
    public int $passkeys = 1;
    /** Ids of filters are stored as numbers. */
    public bool $writesNumbers = false;
    /** @var list<callable(): void> what is done later although nobody waited */
    public array $late = [];
    /** After how many sleeps. */
    private int $lateIn = 0;

    public function __construct(PDO $pdo, CoreTraits $traits, Fate $fate, bool $hasOrder)
    {
        $this->pdo = $pdo;
        $this->traits = $traits;
        $this->fate = $fate;
        $this->hasOrder = $hasOrder;
        $this->sealer = new FakeSealer();
    }

    public function patchRule(int $id, bool $neverBlock, array $boxes): void
    {
        $this->change(function (bool $isWrong) use ($id, $neverBlock, $boxes): void {
            $this->sql('UPDATE m_NetworkFilters SET newer_block_ip = :n WHERE id = :id', ['n' => $neverBlock ? '1' : '0', 'id' => $id]);
            foreach ($boxes as $category => $allow) {
                $action = $allow !== $isWrong ? 'allow' : 'block';
                $this->sql(
                    'UPDATE m_FirewallRules SET action = :a, description = :d WHERE networkfilterid = :id AND category = :c',
                    ['a' => $action, 'd' => "$action connection for $category", 'id' => $id, 'c' => (string) $category]
                );
            }
        });
    }

    public function createRule(
        string $description,
        string $network,
        int $length,
        bool $neverBlock,
        bool $isLocal,
        array $boxes
    ): int {
        $id = 0;
        $this->change(function (bool $isWrong) use ($description, $network, $length, $neverBlock, $isLocal, $boxes, &$id): void {
            $this->sql(
                'INSERT INTO m_NetworkFilters (permit, deny, newer_block_ip, local_network, description)'
                    . " VALUES (:p, '0.0.0.0/0', :n, :l, :d)",
                [
                    'p' => "$network/$length", 'n' => $neverBlock ? '1' : '0', 'l' => $isLocal ? '1' : '0',
                    'd' => $description,
                ]
            );
            $id = (int) $this->pdo->lastInsertId();
            if ($this->hasOrder) {
                $this->sql("UPDATE m_NetworkFilters SET priority = '9' WHERE permit IN ('0.0.0.0/0', '::/0')");
                $this->sql("UPDATE m_NetworkFilters SET priority = '8' WHERE id = :id", ['id' => $id]);
            }
            foreach ($this->traits->firewallCategories() as $category) {
                $allow = ($boxes[$category] ?? true) !== $isWrong;
                [$protocol, $port] = explode(' ', self::ORDER[$category] ?? 'tcp 9');
                $this->sql(
                    'INSERT INTO m_FirewallRules (networkfilterid, category, action, protocol, portfrom, portto)'
                        . ' VALUES (:id, :c, :a, :protocol, :port, :port2)',
                    [
                        'id' => $id, 'c' => $category, 'a' => $allow ? 'allow' : 'block', 'protocol' => $protocol,
                        'port' => $port, 'port2' => $port,
                    ]
                );
            }
        });
        return $id;
    }

    public function setSwitch(string $key, bool $isOn): void
    {
        $this->change(function (bool $isWrong) use ($key, $isOn): void {
            $this->put($key, $isOn !== $isWrong ? '1' : '0');
        });
    }

    public function patchFail2ban(int $maxretry, int $findtime, int $bantime, ?array $whitelist): void
    {
        $this->change(function (bool $isWrong) use ($maxretry, $findtime, $bantime, $whitelist): void {
            $this->sql(
                'UPDATE m_Fail2BanRules SET maxretry = :m, findtime = :f, bantime = :b WHERE id = 1',
                ['m' => $maxretry + ($isWrong ? 1 : 0), 'f' => $findtime, 'b' => $bantime]
            );
            if ($whitelist !== null) {
                $this->sql('UPDATE m_Fail2BanRules SET whitelist = :w WHERE id = 1', ['w' => implode(' ', $whitelist)]);
            }
        });
    }

    public function setMode(string $mode): void
    {
        $this->change(function (bool $isWrong) use ($mode): void {
            $this->put(SecurityMode::KEY, $isWrong ? 'relaxed' : $mode);
        });
    }

    public function putSecret(string $owner, int $row, string $secret): void
    {
        $this->change(function (bool $isWrong) use ($owner, $row, $secret): void {
            $this->storeSecret($owner, $row, $isWrong ? 'something else' : $secret);
        });
    }

    public function limitProgram(string $kind, int $id, array $columns): void
    {
        $this->change(function (bool $isWrong) use ($kind, $id, $columns): void {
            $this->storeLimit($kind, $id, $isWrong ? array_fill_keys(array_keys($columns), '4') : $columns);
        });
    }

    public function addRoute(int $id, array $columns): void
    {
        $this->change(function (bool $isWrong) use ($id, $columns): void {
            $this->sql('INSERT OR IGNORE INTO m_OutgoingRoutingTable (id) VALUES (:id)', ['id' => $id]);
            $this->storeLimit(Limits::ROUTE, $id, $isWrong ? array_fill_keys(array_keys($columns), '4') : $columns);
        });
    }

    public function setOrigins(string $origins): void
    {
        $this->change(function (bool $isWrong) use ($origins): void {
            $this->put(Config::ORIGINS, $isWrong ? '*' : $origins);
        });
    }

    public function setSshKeys(string $keys): void
    {
        $this->change(function (bool $isWrong) use ($keys): void {
            $this->put(Config::SSH_KEYS, $isWrong ? '' : $keys);
        });
    }

    public function setLasting(string $key, string $value): void
    {
        $this->change(function (bool $isWrong) use ($key, $value): void {
            $this->put($key, $isWrong ? '{"numbers":[],"networks":[]}' : $value);
        });
    }

    public function endSessions(string $spared): void
    {
        $this->change(function (bool $isWrong) use ($spared): void {
            $this->sessions = $isWrong ? $this->sessions : 0;
            $this->ended[] = $isWrong ? 'nobody' : "sessions but $spared";
        });
    }

    public function endPasskeys(): void
    {
        $this->change(function (bool $isWrong): void {
            $this->passkeys = $isWrong ? $this->passkeys : 0;
            $this->ended[] = $isWrong ? 'nobody' : 'passkeys';
        });
    }

    public function endCalls(): void
    {
        $this->change(function (bool $isWrong): void {
            $this->calls = $isWrong ? $this->calls : 0;
            $this->ended[] = $isWrong ? 'nobody' : 'calls';
        });
    }

    public function sessions(string $spared): int
    {
        return $this->sessions;
    }

    public function passkeys(): int
    {
        return $this->passkeys;
    }

    public function calls(): int
    {
        return $this->calls;
    }

    public function banned(): array
    {
        if ($this->isRestartingFor > 0) {
            throw PlayFailed::refused('Core said 422');
        }
        return $this->banned;
    }

    public function unban(string $address): void
    {
        $this->change(function (bool $isWrong) use ($address): void {
            $this->banned = $isWrong ? $this->banned : array_values(array_diff($this->banned, [$address]));
        });
    }

    public function putRule(int $id, array $filter, array $rules): void
    {
        $this->restore(function () use ($id, $filter, $rules): void {
            $this->sql('DELETE FROM m_FirewallRules WHERE networkfilterid = :id', ['id' => $id]);
            $this->sql('DELETE FROM m_NetworkFilters WHERE id = :id', ['id' => $id]);
            $this->insert('m_NetworkFilters', $filter);
            foreach ($rules as $rule) {
                $this->insert('m_FirewallRules', $rule);
            }
        });
    }

    public function removeRule(int $id): void
    {
        $this->restore(function () use ($id): void {
            $this->sql('DELETE FROM m_FirewallRules WHERE networkfilterid = :id', ['id' => $id]);
            $this->sql('DELETE FROM m_NetworkFilters WHERE id = :id', ['id' => $id]);
        });
    }

    public function putOrder(array $priorities): void
    {
        $this->restore(function () use ($priorities): void {
            foreach ($priorities as $id => $priority) {
                $this->sql('UPDATE m_NetworkFilters SET priority = :p WHERE id = :id', ['p' => $priority, 'id' => $id]);
            }
        });
    }

    public function putFail2ban(array $row): void
    {
        $this->restore(function () use ($row): void {
            $this->sql('DELETE FROM m_Fail2BanRules WHERE id = 1');
            $this->insert('m_Fail2BanRules', $row);
        });
    }

    public function putSealed(string $owner, int $row, string $sealed): void
    {
        $this->restore(function () use ($owner, $row, $sealed): void {
            try {
                $secret = $this->sealer->open($owner, $sealed);
            } catch (CannotRead $gone) {
                throw PlayFailed::refused($gone->getMessage());
            }
            $this->storeSecret($owner, $row, $secret);
        });
    }

    public function putLimit(string $kind, int $id, array $row): void
    {
        $this->restore(function () use ($kind, $id, $row): void {
            $this->storeLimit($kind, $id, $row);
        });
    }

    public function removeRoute(int $id): void
    {
        $this->restore(function () use ($id): void {
            $this->sql('DELETE FROM m_OutgoingRoutingTable WHERE id = :id', ['id' => $id]);
        });
    }

    public function putSetting(string $key, string $value): void
    {
        $this->restore(function () use ($key, $value): void {
            $this->put($key, $value);
        });
    }

    /**
     * What was cut off is done by now.
     */
    public function timePasses(): void
    {
        $this->isRestartingFor--;
        if (--$this->lateIn > 0) {
            return;
        }
        $late = $this->late;
        $this->late = [];
        foreach ($late as $work) {
            $work();
        }
    }

    /**
     * @param callable(bool): void $work
     */
    private function change(callable $work): void
    {
        $this->changes++;
        $isFaulty = $this->changes === $this->faultAt || ($this->isFaultLasting && $this->changes > $this->faultAt);
        $fault = $isFaulty ? $this->fault : '';
        $this->fate->at('before change');
        if ($fault === self::REFUSED || $fault === self::BUSY) {
            throw PlayFailed::refused("Core said $fault");
        }
        if ($fault === self::SILENT_BEFORE) {
            throw PlayFailed::unknown('no answer');
        }
        if ($fault === self::CUT || $fault === self::CUT_LATE) {
            $this->lateIn = $fault === self::CUT ? 1 : 7;
            $this->late[] = static function () use ($work): void {
                $work(false);
            };
            throw PlayFailed::unknown('cut off');
        }
        $work($fault === self::WRONG);
        $this->fate->at('after change');
        if ($fault === self::SILENT_AFTER) {
            throw PlayFailed::unknown('no answer');
        }
    }

    private function restore(callable $work): void
    {
        $this->fate->at('before putting back');
        $isRefused = $this->cannotRestore || $this->restoreFailsOnce;
        $this->restoreFailsOnce = false;
        if ($isRefused) {
            throw PlayFailed::refused('database is locked');
        }
        $work();
        $this->fate->at('after putting back');
    }

    private function storeSecret(string $owner, int $row, string $secret): void
    {
        if (isset(Owner::SETTINGS[$owner])) {
            $this->put(Owner::SETTINGS[$owner], $secret);
            return;
        }
        [$table, $column] = self::SECRETS[Owner::kind($owner)];
        $this->sql("UPDATE $table SET $column = :s WHERE id = :id", ['s' => $secret, 'id' => $row]);
    }

    /**
     * @param array<string, string|null> $columns
     */
    private function storeLimit(string $kind, int $id, array $columns): void
    {
        foreach ($columns as $column => $value) {
            $value = $this->writesNumbers && $column === Limits::NETWORK ? (int) $value : $value;
            $this->sql('UPDATE ' . Limits::TABLES[$kind] . " SET $column = :v WHERE id = :id", ['v' => $value, 'id' => $id]);
        }
    }

    private function put(string $key, string $value): void
    {
        $this->sql('DELETE FROM m_PbxSettings WHERE key = :k', ['k' => $key]);
        $this->sql('INSERT INTO m_PbxSettings (key, value) VALUES (:k, :v)', ['k' => $key, 'v' => $value]);
    }

    /**
     * @param Row $row
     */
    private function insert(string $table, array $row): void
    {
        $columns = array_keys($row);
        $this->sql(
            "INSERT INTO $table (" . implode(', ', $columns) . ') VALUES (:' . implode(', :', $columns) . ')',
            $row
        );
    }

    /**
     * @param array<string, int|string|null> $bind
     */
    private function sql(string $sql, array $bind = []): void
    {
        Sql::run($this->pdo, $sql, $bind);
    }
}
