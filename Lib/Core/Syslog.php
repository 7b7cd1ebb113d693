<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Core\System\SystemMessages;
use Modules\ModuleSecurityChecklist\Lib\Module;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;

/**
 * The log of the PBX. Made before the work that may break: when the module is removed meanwhile, no class of it can be
 * loaded any more.
 */
final class Syslog implements Log
{
    private string $name;

    public function __construct()
    {
        $this->name = Module::ID;
    }

    public function trouble(string $what): void
    {
        SystemMessages::sysLogMsg($this->name, $what, LOG_WARNING);
    }
}
