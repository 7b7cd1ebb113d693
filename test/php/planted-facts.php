<?php

/**
 * Prints the facts of a PBX that is full of planted secrets, and the secrets, for whatever is made of facts elsewhere:
 * `php test/php/planted-facts.php 2026 1000 seed`. What is no secret is the same for every seed.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Planted;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\PlantedPbx;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Planting;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;

require __DIR__ . '/../../vendor/autoload.php';

[, $release, $most, $seed] = $argv;

$folder = new TemporaryFolder();
$planted = new Planted($seed, $seed === 'others' ? 1 : 0);
$pbx = new PlantedPbx($folder, $release, str_repeat('k', 32), []);
$planting = new Planting($pbx, $planted, $release, (int) $most);
$planting->plant();
$pbx->set('WebAdminPassword', $planted->typed('web password', 9));
$pbx->set('SSHPassword', $planted->typed('SSH password', 14));
$pbx->reader()->read('');
$planting->change();
$facts = $pbx->reader()->read('https://pbx.example')->json();
$folder->remove();
$secrets = array_map(
    static function (array $secret): array {
        return ['text' => base64_encode($secret['text'])] + $secret;
    },
    $planted->all()
);
echo json_encode(['secrets' => $secrets, 'facts' => $facts], JSON_THROW_ON_ERROR);
