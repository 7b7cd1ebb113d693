<?php

/**
 * Prints what the module's API says of the marks beside settings, for the other side of the contract:
 * `php test/php/answer-flags.php`.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

require __DIR__ . '/../../vendor/autoload.php';

$api = new TestApi(ModuleDatabase::inMemory());
$score = ['state' => 'not-scored', 'judged' => 0, 'of' => 18, 'accepted' => 0];
$judged = ['version' => 1, 'at' => '2026-11-23T09:00:00.000Z', 'score' => $score, 'checks' => []];
$api->post('last-judged', $judged);
$bodies = [
    'parts' => $api->get('flags', ['parts' => 'system,sip,waivers'])->body(),
    'none' => $api->get('flags')->body(),
    'switched' => $api->post('flags-switch', ['on' => false])->body(),
    'off' => $api->get('flags', ['parts' => 'system,sip,waivers'])->body(),
];
echo json_encode($bodies, JSON_THROW_ON_ERROR);
