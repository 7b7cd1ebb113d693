<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Traces;

use Modules\ModuleSecurityChecklist\Lib\Adapters\FileRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Traces\Copies;
use Modules\ModuleSecurityChecklist\Lib\Traces\CoreFiles;
use Modules\ModuleSecurityChecklist\Lib\Traces\OfMachine;
use Modules\ModuleSecurityChecklist\Lib\Traces\OfModules;
use Modules\ModuleSecurityChecklist\Lib\Traces\Reading;

/**
 * Root's side of traces, put together on the PBX, for a worker that lives long.
 */
final class TraceRoom
{
    public static function readings(): TraceReadings
    {
        $modules = dirname(Places::module());
        return new Reading(
            new FileRows(Places::coreDatabase()),
            new FileRows(Places::releaseDatabase()),
            new Copies(Places::copies()),
            new OfMachine('', $modules),
            new CoreFiles(''),
            new OfModules(new FileRows("$modules/" . OfModules::USERS_UI . '/db/module.db')),
            new KeyFile(Places::privateFolder()),
            new SystemClock()
        );
    }
}
