<?php

/**
 * Measures the facts reader against a raw PDO read of the same rows in the same PHP, over a made-up PBX.
 *
 * `php bench/php/facts.php <accounts> time` prints medians in ms of: the raw read, a first reading, a second one of an
 * unchanged database. `… memory` prints what one first reading takes at its peak.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Adapters\FilePartCache;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCache;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;

require __DIR__ . '/../../vendor/autoload.php';

const ROUNDS = 7;

function fill(PDO $pdo, int $accounts): void
{
    $numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $accounts)";
    $pdo->exec('BEGIN');
    $pdo->exec("$numbers INSERT INTO m_Users (id, email, username)
        SELECT i, 'person' || i || '@example.org', 'Имя ' || i || ' Surname' FROM n");
    $pdo->exec("$numbers INSERT INTO m_Extensions (number, type, callerid, userid)
        SELECT 100000 + i, 'SIP', 'Имя ' || i || ' Surname', i FROM n");
    $pdo->exec("$numbers INSERT INTO m_Extensions (number, type, callerid, userid)
        SELECT 79000000000 + i, 'EXTERNAL', 'Имя ' || i, i FROM n");
    $pdo->exec("$numbers INSERT INTO m_Sip (uniqid, disabled, extension, type, secret, networkfilterid, manualattributes)
        SELECT 'SIP-PHONE-' || i, i % 10 = 0, 100000 + i, 'peer', hex(randomblob(10)),
               CASE WHEN i % 4 = 0 THEN i % 100 ELSE 'none' END,
               CASE WHEN i % 20 = 0 THEN '[auth]' || char(10) || 'username=u' || i ELSE '' END FROM n");
    for ($i = 1; $i <= 100; $i++) {
        $pdo->exec("INSERT INTO m_NetworkFilters (id, permit, description, priority) VALUES ($i, '10.$i.0.0/16', 'R', $i)");
        $pdo->exec("INSERT INTO m_FirewallRules (protocol, portfrom, portto, networkfilterid, action, category) VALUES
            ('udp', '5060', '5060', $i, 'allow', 'SIP'), ('tcp', '80', '80', $i, 'block', 'WEB')");
        $pdo->exec("INSERT INTO m_OutgoingRoutingTable (rulename, providerid, priority, numberbeginswith, restnumbers)
            VALUES ('Route $i', 'SIP-TRUNK-1', '$i', '7', '10')");
    }
    $pdo->exec("INSERT INTO m_Sip (uniqid, type, description, host) VALUES ('SIP-TRUNK-1', 'friend', 'Trunk', 'a.example')");
    $pdo->exec('INSERT INTO m_Fail2BanRules (id, maxretry) VALUES (1, 5)');
    $pdo->exec('COMMIT');
}

/**
 * @param callable(): void $work
 */
function median(callable $work): float
{
    $times = [];
    $work();
    for ($i = 0; $i < ROUNDS; $i++) {
        $start = hrtime(true);
        $work();
        $times[] = (hrtime(true) - $start) / 1e6;
    }
    sort($times);
    return $times[intdiv(ROUNDS, 2)];
}

function readAll(TestPbx $pbx): int
{
    $reading = PartList::reader($pbx->sources)->read('https://pbx.example');
    $reading->digest();
    return strlen($reading->json());
}

[, $accounts, $mode] = $argv;
$folder = new TemporaryFolder();
$path = $folder->path('core.db');
$pdo = Office::blank('2026', $path);
fill($pdo, (int) $accounts);
$pbx = new TestPbx($pdo, '2026', $path);

if ($mode === 'memory') {
    $before = memory_get_peak_usage();
    $bytes = readAll($pbx);
    $result = ['peakMb' => memory_get_peak_usage() / 1048576, 'beforeMb' => $before / 1048576, 'bytes' => $bytes];
} else {
    readAll($pbx);
    $statements = $pbx->rows->statements;
    $raw = static function () use ($pdo, $statements): void {
        foreach ($statements as [$sql, $bind]) {
            $statement = $pdo->prepare($sql);
            $statement->execute($bind);
            $statement->fetchAll(PDO::FETCH_ASSOC);
        }
    };
    $first = static function () use ($pbx): void {
        $pbx->sources->cache = new FakeCache();
        readAll($pbx);
    };
    $second = static function () use ($pbx): void {
        readAll($pbx);
    };
    $result = ['rawMs' => median($raw), 'firstMs' => median($first)];
    $pbx->sources->cache = new FilePartCache($folder->path());
    $result += ['secondMs' => median($second), 'statements' => count($statements)];
}
$folder->remove();
echo json_encode(['php' => PHP_VERSION, 'accounts' => (int) $accounts] + $result, JSON_THROW_ON_ERROR);
