<?php

/**
 * Measures the facts reader against a raw PDO read of the same rows in the same PHP, over a made-up PBX: rows of Core's
 * database, and those that the module keeps of earlier readings.
 *
 * `php bench/php/facts.php <accounts> time` prints medians in ms of: the raw read; the first reading ever, which judges
 * every secret; one after a secret changed; one of an unchanged database. `… memory` prints what a first reading takes
 * at its peak. Time is that of the processor, so that what else the machine does counts less.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Adapters\FileFeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\FilePartCache;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Judge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\KeptFeatures;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use Modules\ModuleSecurityChecklist\Test\Support\WatchedStorage;

require __DIR__ . '/../../vendor/autoload.php';

/** Milliseconds need more rounds than seconds to be told apart from the machine's moods. */
const ROUNDS = 21;
const ROUNDS_OF_LARGE = 5;
const LARGE = 20000;

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

function readAll(TestPbx $pbx): int
{
    $reading = PartList::reader($pbx->sources)->read('https://pbx.example');
    return strlen($reading->digest() . $reading->json());
}

/**
 * As each process makes it: nothing in memory of what was read before.
 */
function fresh(TestPbx $pbx, TemporaryFolder $folder): TestPbx
{
    $path = $folder->path();
    $from = $pbx->sources;
    $from->fingerprints = new KeyFile($path);
    $judge = new Judge(Dictionary::shipped());
    $from->features = new KeptFeatures($judge, $from->fingerprints, new FileFeatureCache($path), 'bench');
    $from->cache = new FilePartCache($path);
    $from->groups = new FileFeatureCache($path);
    return $pbx;
}

/**
 * Before anything was ever read.
 */
function forget(TestPbx $pbx, TemporaryFolder $folder): void
{
    $caches = glob($folder->path('*.cache'));
    foreach (array_merge($caches === false ? [] : $caches, [ModuleDatabase::path($folder)]) as $path) {
        if (file_exists($path)) {
            unlink($path);
        }
    }
    $pbx->sources->storage = ModuleDatabase::make($folder);
}

/**
 * @param list<array{string, array<string, int|string|Blob|null>}> $statements
 */
function readRaw(PDO $pdo, array $statements): void
{
    foreach ($statements as [$sql, $bind]) {
        $statement = $pdo->prepare($sql);
        $statement->execute($bind);
        $statement->fetchAll(PDO::FETCH_ASSOC);
    }
}

function processorMs(): float
{
    /** @var array<string, int> $usage */
    $usage = getrusage();
    $seconds = $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'];
    return $seconds * 1e3 + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e3;
}

/**
 * @param array<string, array{callable(): mixed, callable(): mixed}> $works each with what comes before it, unmeasured
 *
 * @return array<string, float> medians in ms; in turn, so that a drifting machine hits all alike
 */
function medians(array $works, int $rounds): array
{
    $times = [];
    for ($round = 0; $round <= $rounds; $round++) {
        foreach ($works as $name => [$before, $work]) {
            $before();
            gc_collect_cycles();
            $start = processorMs();
            $work();
            $times[$name][$round] = processorMs() - $start;
        }
    }
    return array_map(
        static function (array $measured) use ($rounds): float {
            // The first was for warming up.
            unset($measured[0]);
            sort($measured);
            return $measured[intdiv($rounds, 2)];
        },
        $times
    );
}

[, $accounts, $mode] = $argv;
$folder = new TemporaryFolder();
$path = $folder->path('core.db');
$pdo = Office::blank('2026', $path);
fill($pdo, (int) $accounts);
$pbx = new TestPbx($pdo, '2026', $path);
forget($pbx, $folder);

if ($mode === 'memory') {
    $bytes = readAll(fresh($pbx, $folder));
    $result = ['peakMb' => memory_get_peak_usage() / 1048576, 'bytes' => $bytes];
} else {
    readAll(fresh($pbx, $folder));
    $change = static function () use ($pdo): void {
        $pdo->exec('UPDATE m_Sip SET secret = hex(randomblob(10)) WHERE id = 7');
    };
    // What a reading after a change reads.
    $change();
    $pbx->rows->statements = [];
    $storage = new WatchedStorage($pbx->sources->storage);
    $pbx->sources->storage = $storage;
    readAll(fresh($pbx, $folder));
    [$ofCore, $ofModule] = [$pbx->rows->statements, $storage->statements];
    $result = medians([
        'firstMs' => [
            static function () use ($pbx, $folder): void {
                forget($pbx, $folder);
            },
            static function () use ($pbx, $folder): void {
                readAll(fresh($pbx, $folder));
            },
        ],
        'rawMs' => [
            static function (): void {
            },
            static function () use ($pdo, $folder, $ofCore, $ofModule): void {
                readRaw($pdo, $ofCore);
                readRaw(new PDO('sqlite:' . ModuleDatabase::path($folder)), $ofModule);
            },
        ],
        'changedMs' => [$change, static function () use ($pbx, $folder): void {
            readAll(fresh($pbx, $folder));
        }],
        'unchangedMs' => [
            static function (): void {
            },
            static function () use ($pbx, $folder): void {
                readAll(fresh($pbx, $folder));
            },
        ],
    ], (int) $accounts > LARGE ? ROUNDS_OF_LARGE : ROUNDS);
}
$folder->remove();
echo json_encode(['php' => PHP_VERSION, 'accounts' => (int) $accounts] + $result, JSON_THROW_ON_ERROR);
