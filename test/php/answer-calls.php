<?php

/**
 * Prints calls that were made up, and what the module's API says of them on the way, for the other side of the contract:
 * `php test/php/answer-calls.php`.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Adapters\CallFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Api\Endpoints\ShowCalls;
use Modules\ModuleSecurityChecklist\Lib\Api\Endpoints\ShowCallsFound;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsQuestion;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRecord;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRun;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsTrouble;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CallRows;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\MadeCalls;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

require __DIR__ . '/../../vendor/autoload.php';

const NUMBERS = ['84951234567', '89161234567', '81025261234567', '81025261234568', '88031234567', '112', '810493012345678'];

$folder = new TemporaryFolder();
$pdo = MadeCalls::table($folder->path('cdr.db'));
$legs = [];
for ($i = 0; $i < 400; $i++) {
    $minutes = intdiv($i * 9973, 7) % (40 * 1440);
    $leg = [
        'account' => (string) (200 + $i % 5),
        'provider' => $i % 11 === 0 ? 'SIP-TRUNK-GONE' : MadeCalls::TRUNK,
        'number' => NUMBERS[intdiv($i, 5) % 7],
        'start' => gmdate('Y-m-d H:i:s', 1790812800 + $minutes * 60 + $i % 60),
        'seconds' => $i * 37 % 900,
    ];
    $legs[] = $leg;
    MadeCalls::add($pdo, $leg['account'], $leg['number'], $leg['start'], $leg['seconds'], $leg['provider']);
}
$files = new FakeFiles(['/proc/uptime' => '1000.00 0']);
$uptime = new Uptime($files);
$record = new CallsRecord(ModuleDatabase::make($folder), $uptime, $folder->path());
$desk = new CallsDesk($record, static function (): void {
});
$show = static function () use ($desk): string {
    return (new ShowCalls($desk))->answer(new Request('GET', 'calls/state'), TestApi::admin())->body();
};
$found = static function () use ($desk): string {
    return (new ShowCallsFound($desk))->answer(new Request('GET', 'calls/found'), TestApi::admin())->body();
};
$said = ['idle' => $show(), 'nothing' => $found()];
$plain = [MadeCalls::TRUNK => MadeCalls::PLAIN];
$desk->ask(new CallsQuestion('2026-10-20 00:00:00', '2026-11-03 00:00:00', 20, [22, 6], $plain, true));
$said['reading'] = $show();
$rows = new PdoRows(Office::open('2026'));
$open = static function () use ($folder): CallRows {
    return new CallFile($folder->path('cdr.db'), $folder->path());
};
$hasSpace = static function (): bool {
    return true;
};
(new CallsRun($record, new ProviderRows($rows, new Schema($rows)), $uptime, $open, $hasSpace))->run();
$said['done'] = $show();
$said['found'] = $found();
$folder->remove();
echo json_encode(['legs' => $legs, 'said' => $said, 'troubles' => CallsTrouble::ALL], JSON_THROW_ON_ERROR);
