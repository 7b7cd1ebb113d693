<?php

/**
 * Reads the calls of a period, if somebody asked for it.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;

Scripts::run(Scripts::CALLS, static function (): void {
    (new Composition())->callsRun()->run();
});
