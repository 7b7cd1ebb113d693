<?php

/**
 * Prints one reading of a made-up PBX, for the other side of the contract: `php test/php/read-facts.php 2026 office`.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;

require __DIR__ . '/../../vendor/autoload.php';

[, $release, $scenario] = $argv;

$pdo = Office::open($release);
$pbx = new TestPbx($pdo, $release);
$pbx->files->files = [
    '/proc/stat' => "btime 1795000000\n",
    '/proc/net/route' => "eth0\t00000000\t0107A8C0\t0003\t0\t0\t0\t00000000\nwg0\t0000080A\t0\t0001\t0\t0\t0\t0000FFFF\n",
    '/etc/nginx/mikopbx/lua/unified-security.lua' => 'session_check_required',
    '/etc/nginx/mikopbx/locations/cdr-api.conf' => null,
];
if ($scenario === 'broken') {
    // What is in no database cannot be read, one table is gone, and there is rubbish in the rest.
    $pdo->exec('DROP TABLE m_SipHosts');
    $pdo->exec("UPDATE m_Users SET username = x'ff00'");
    $pdo->exec('UPDATE m_OutgoingRoutingTable SET priority = NULL, restnumbers = 1.5, numberbeginswith = NULL');
    $pbx->files->files['/.dockerenv'] = '';
    $pbx->pbx->broken = new CannotRead(CannotRead::TIMEOUT, "root worker: \u{1f4a5}\xff");
}
$reading = PartList::reader($pbx->sources)->read('https://pbx.example');
echo json_encode(['php' => PHP_VERSION, 'digest' => $reading->digest(), 'json' => $reading->json()], JSON_THROW_ON_ERROR);
