<?php

/**
 * Measures the collecting of evidence against `tar | sha256sum` of the same files on the same disk, in turn: logs of a quarter, recordings of the rest, as they are on a large PBX.
 * Nothing of them is in the memory of the machine when each begins, as far as `dd` can have them dropped.
 *
 * `php bench/php/evidence.php <megabytes> <rounds>` prints seconds of the clock of each round, and the peak of memory of this process in MB.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemPace;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Collecting;
use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Places;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Reserve;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Test\Support\EvidenceWorld;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;

require __DIR__ . '/../../vendor/autoload.php';

const MEGABYTE = 1048576;
const LOGS = 4;
/** An hour of one leg at 8 kHz, or some minutes in better quality. */
const MEGABYTES_OF_A_RECORDING = 8;

/**
 * @param Closure(): mixed $work
 */
function secondsByTheClock(Closure $work): float
{
    $before = hrtime(true);
    $work();
    return (hrtime(true) - $before) / 1e9;
}

/**
 * Chance is made once: the next one is that again, and another number at its end.
 */
function writeLarge(EvidenceWorld $world, string $name, string $chance, int $megabytes): void
{
    $world->put($name, '');
    $file = fopen($world->path($name), 'wb');
    assert($file !== false);
    for ($at = 0; $at < $megabytes; $at++) {
        fwrite($file, $chance);
    }
    fwrite($file, $name);
    fclose($file);
    touch($world->path($name), 1763800000);
}

function dropFromMemory(EvidenceWorld $world): void
{
    $folders = implode(' ', array_map(static function (string $folder) use ($world): string {
        return escapeshellarg($world->path($folder));
    }, ['log', 'monitor']));
    exec("sync; find $folders -type f -exec dd if={} iflag=nocache count=0 status=none \\;");
}

/**
 * @param array<string, string> $fields
 */
function handOver(EvidenceWorld $world, Collecting $collecting, array $fields): void
{
    $world->handIn($fields, '0123456789abcdef');
    $taken = $world->folder->take();
    assert($taken !== null);
    $collecting->work($taken);
}

$megabytes = max(LOGS * 4, (int) ($argv[1] ?? 256));
$rounds = max(1, (int) ($argv[2] ?? 3));
$world = new EvidenceWorld();
// Also when it is ended in the middle.
register_shutdown_function([$world, 'remove']);
$chance = random_bytes(MEGABYTE);
for ($number = 0; $number < LOGS; $number++) {
    writeLarge($world, "log/asterisk/messages.$number", $chance, intdiv($megabytes, 4 * LOGS));
}
for ($left = $megabytes - intdiv($megabytes, 4), $number = 0; $left > 0; $left -= MEGABYTES_OF_A_RECORDING, $number++) {
    writeLarge($world, sprintf('monitor/2026/11/21/%02d/%06d.wav', $number % 24, $number), $chance, min($left, MEGABYTES_OF_A_RECORDING));
}
$collecting = new Collecting(
    $world->folder,
    $world,
    new Places(['logs' => $world->path('log')], $world->path('monitor')),
    new Reserve($world),
    $world,
    $world,
    new SystemPace(new DiskFiles()),
    new Journal(ModuleDatabase::inMemory(), $world),
    $world->log
);
$seconds = ['plain' => [], 'archive' => [], 'hashes' => []];
for ($round = 0; $round < $rounds; $round++) {
    dropFromMemory($world);
    $seconds['plain'][] = secondsByTheClock(static function () use ($world): void {
        exec('tar -C ' . escapeshellarg($world->path()) . ' -cf - log monitor | sha256sum');
    });
    foreach (['archive' => 'yes', 'hashes' => ''] as $name => $recordings) {
        dropFromMemory($world);
        $seconds[$name][] = secondsByTheClock(static function () use ($world, $collecting, $recordings): void {
            handOver($world, $collecting, ['recordings' => $recordings] + EvidenceWorld::ASKED);
        });
        assert($world->state()->phase === EvidenceState::READY);
        handOver($world, $collecting, ['kind' => 'remove']);
    }
}
echo json_encode(['seconds' => $seconds, 'peak' => memory_get_peak_usage(true) / MEGABYTE], JSON_THROW_ON_ERROR), "\n";
