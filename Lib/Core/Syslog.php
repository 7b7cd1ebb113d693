<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Core\System\SystemMessages;
use Modules\ModuleSecurityChecklist\Lib\Module;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;

/**
 * The log of the PBX.
 */
final class Syslog implements Log
{
    public function trouble(string $what): void
    {
        SystemMessages::sysLogMsg(Module::ID, $what, LOG_WARNING);
    }
}
