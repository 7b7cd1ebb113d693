<?php

/**
 * Keeps what is there of what a stranger could leave, so that what comes later is known as new.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;

Scripts::run(Scripts::TRACES, static function (): void {
    (new Composition())->traces()->keep();
});
