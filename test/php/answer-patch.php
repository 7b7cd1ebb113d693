<?php

/**
 * Prints what the module's API says of the fix of 2024.1.114 on its way, for the other side of the contract:
 * `php test/php/answer-patch.php`.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Endpoints\ShowPatch;
use Modules\ModuleSecurityChecklist\Lib\Api\Endpoints\ShowPatchScript;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;
use Modules\ModuleSecurityChecklist\Lib\Ports\ScriptRunner;
use Modules\ModuleSecurityChecklist\Test\Support\PatchFiles;
use Modules\ModuleSecurityChecklist\Test\Support\PatchWorld;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

require __DIR__ . '/../../vendor/autoload.php';

$private = new TemporaryFolder();
$root = new TemporaryFolder();
$world = new PatchWorld($private, $root);
$show = static function () use ($world): string {
    return (new ShowPatch($world->folder))->answer(new Request('GET', 'patch/state'), TestApi::admin())->body();
};
$said = ['nothing' => $show()];
$world->fetch();
$said['fetched'] = $show();
$said['script'] = (new ShowPatchScript($world->folder))->answer(new Request('GET', 'patch/script'), Caller::nobody(''))->body();
$world->script = static function () use ($world, $show, &$said): array {
    $said['running'] = $show();
    $world->pbx->files->files = PatchFiles::FIXED;
    return ['ended' => ScriptRunner::EXIT, 'exit' => 0];
};
$world->runIt();
$said['done'] = $show();
$world->setRelease('2026.1.223');
$world->restore();
$said['refused'] = $show();
$private->remove();
$root->remove();
echo json_encode(['said' => $said, 'troubles' => Trouble::ALL], JSON_THROW_ON_ERROR);
