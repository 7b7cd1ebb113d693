<?php

/**
 * Prints what the module's API says of evidence on its way, for the other side of the contract: `php test/php/answer-evidence.php`.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Api\Endpoints\ShowEvidence;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Trouble;
use Modules\ModuleSecurityChecklist\Test\Support\EvidenceWorld;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

require __DIR__ . '/../../vendor/autoload.php';

$world = new EvidenceWorld();
$world->put('log/messages', str_repeat("line\n", 1000));
$world->put('monitor/2026/11/21/00/call.wav', 'recorded');
$show = static function () use ($world): string {
    return (new ShowEvidence($world->folder))->answer(new Request('GET', 'evidence/state'), TestApi::admin())->body();
};
$said = ['nothing' => $show()];
$world->whenLooked = static function (int $look) use ($show, &$said): void {
    $said[$look < 10 ? 'collecting' : 'later'] = $show();
};
$world->order();
$world->whenLooked = static function (): void {
};
$said['ready'] = $show();
$world->order(['kind' => 'remove']);
$world->free = 0;
$world->order();
$said['stopped'] = $show();
$world->remove();
echo json_encode(['said' => $said, 'troubles' => Trouble::ALL], JSON_THROW_ON_ERROR);
