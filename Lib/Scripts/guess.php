<?php

/**
 * `guess.php web` or `guess.php ssh`: tries likely passwords against the stored hash, if somebody asked for it.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Privileges;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

$which = $argv[1] ?? '';
if ($which !== LoginKnowledge::WEB && $which !== LoginKnowledge::SSH) {
    exit(2);
}
Privileges::drop();
proc_nice(19);
(new Composition())->guessRun()->run($which);
