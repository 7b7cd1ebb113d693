<?php

/**
 * Measures the reading of calls against a raw PDO read of the same columns of the same records, over made-up calls of
 * 120 days in the table that Core keeps, with its index of times: half go out (one in seventeen of them abroad).
 *
 * `php bench/php/calls.php <records>` prints seconds of the processor: `raw`, every record fetched in PHP and nothing done
 * with it; `scan`, a sum over the same columns in SQL; `reading`, the module's; and its peak of memory in MB.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Adapters\CallFile;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsQuestion;
use Modules\ModuleSecurityChecklist\Lib\Calls\Gathering;
use Modules\ModuleSecurityChecklist\Lib\Calls\Summing;
use Modules\ModuleSecurityChecklist\Lib\Calls\Tally;
use Modules\ModuleSecurityChecklist\Test\Support\MadeCalls;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;

require __DIR__ . '/../../vendor/autoload.php';

const COLUMNS = 'id, start, endtime, from_account, to_account, src_num, dst_num, billsec';

function processor(): float
{
    $used = (array) getrusage();
    $sum = 0.0;
    foreach (['ru_utime.tv_sec' => 1, 'ru_utime.tv_usec' => 1e-6, 'ru_stime.tv_sec' => 1, 'ru_stime.tv_usec' => 1e-6] as $key => $factor) {
        $value = $used[$key] ?? 0;
        $sum += (is_int($value) ? $value : 0) * $factor;
    }
    return $sum;
}

/**
 * @param Closure(): mixed $work
 */
function secondsOf(Closure $work): float
{
    $before = processor();
    $work();
    return processor() - $before;
}

$records = (int) ($argv[1] ?? 300000);
$folder = new TemporaryFolder();
$path = $folder->path('cdr.db');
MadeCalls::office($path, $records);
$raw = new PDO("sqlite:$path");
$question = new CallsQuestion('2026-11-15 00:00:00', '2026-11-29 00:00:00', 106, [22, 6], [MadeCalls::TRUNK => MadeCalls::PLAIN]);
$where = "FROM cdr_general WHERE start >= '2026-08-01' AND start < '2026-11-29'";
$seconds = [
    'scan' => secondsOf(static function () use ($raw, $where): void {
        $columns = implode('), max(', explode(', ', COLUMNS));
        $rows = $raw->query('SELECT max(' . str_replace('start', '+start', $columns) . ') ' . str_replace(' start', ' +start', $where));
        assert($rows !== false);
        $rows->fetchAll();
    }),
    'raw' => secondsOf(static function () use ($raw, $where): void {
        $rows = $raw->query('SELECT ' . COLUMNS . ' ' . str_replace(' start', ' +start', $where));
        assert($rows !== false);
        while (is_array($rows->fetch(PDO::FETCH_NUM))) {
            continue;
        }
    }),
];
$parts = [];
$read = null;
$seconds['reading'] = secondsOf(static function () use ($path, $folder, $question, &$parts, &$read): void {
    $file = new CallFile($path, $folder->path());
    $tally = new Tally($question);
    $parts['gathering'] = secondsOf(static function () use ($file, $question, $tally): void {
        (new Gathering($file, $question, [MadeCalls::TRUNK => MadeCalls::TRUNK], $tally))->run(static function (): bool {
            return true;
        });
    });
    $read = (new Summing($file, $question))->sums($tally, true);
});
$folder->remove();
$sums = ['accounts' => count($read['accounts'] ?? []), 'numbers' => count($read['numbers'] ?? [])];
$peak = memory_get_peak_usage(true) / 1048576;
echo json_encode(['seconds' => $seconds + $parts, 'peak' => $peak, 'sums' => $sums], JSON_THROW_ON_ERROR), "\n";
