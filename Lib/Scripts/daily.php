<?php

/**
 * Once a day, and after the module was switched on: reads the facts, so that changes of secrets are seen without anybody
 * looking, asks for guesses that were not tried yet, and tells the administrator what is different.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Daily;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;

Scripts::run(Scripts::DAILY, [Daily::class, 'run']);
