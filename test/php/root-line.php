<?php

/**
 * One end of the line to the root worker, over its real socket: `serve <folder> <questions>` answers that many questions
 * about a pretended PBX, `ask <folder> <question>` prints the answer.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixLine;
use Modules\ModuleSecurityChecklist\Lib\Adapters\UnixServer;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Root\Answers;
use Modules\ModuleSecurityChecklist\Test\Support\FakePbx;

require __DIR__ . '/../../vendor/autoload.php';

[, $end, $folder, $what] = $argv;

if ($end === 'serve') {
    $server = new UnixServer($folder);
    echo "ready\n";
    for ($i = 0; $i < (int) $what && $server->isInPlace(); $i++) {
        $pbx = new FakePbx();
        $server->serve(20.0, [new Answers($pbx, $pbx, $pbx, $pbx, $pbx, $pbx), 'to']);
    }
    exit;
}
try {
    echo (new UnixLine($folder))->ask($what);
} catch (CannotRead $broken) {
    echo $broken->reason(), ' ', $broken->getMessage();
}
