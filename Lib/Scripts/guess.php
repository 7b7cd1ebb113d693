<?php

/**
 * `guess.php web` or `guess.php ssh`: tries likely passwords against the stored hash, if somebody asked for it.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

$which = $argv[1] ?? '';
if ($which === LoginKnowledge::WEB || $which === LoginKnowledge::SSH) {
    Scripts::run(Scripts::GUESS, static function () use ($which): void {
        (new Composition())->guessRun()->run($which);
    });
}
