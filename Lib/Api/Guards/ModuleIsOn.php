<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleSwitch;

/**
 * Routes may outlive the module's being switched off.
 */
final class ModuleIsOn implements Guard
{
    private ModuleSwitch $module;

    public function __construct(ModuleSwitch $module)
    {
        $this->module = $module;
    }

    public function check(Request $request, Caller $caller): void
    {
        if (!$this->module->isOn()) {
            throw Refused::moduleDisabled();
        }
    }
}
