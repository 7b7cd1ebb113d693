<?php

/**
 * `tell.php refused stale-plan '2026-11-30 22:00'`: tells the administrator by mail what became of a plan that was to begin by
 * itself.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;

[, $phase, $reason, $at] = array_pad($argv ?? [], 4, '');
Scripts::run(Scripts::TELL, static function () use ($phase, $reason, $at): void {
    $module = new Composition();
    $letter = $module->letter();
    $module->mail()->send($letter->subject(), $letter->later($phase, $reason, $at));
});
