<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Modules\PbxExtensionUtils;
use Modules\ModuleSecurityChecklist\Lib\Module;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleSwitch;

/**
 * The module's switch, where Core keeps it.
 */
final class CoreSwitch implements ModuleSwitch
{
    public function isOn(): bool
    {
        return PbxExtensionUtils::isEnabled(Module::ID);
    }
}
