<?php

/**
 * For who is shut out: undoes the last plan at the console of the PBX, or over SSH. Needs neither the web server nor a
 * worker.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Console;

exit(Console::run(array_slice($argv ?? [], 1)));
