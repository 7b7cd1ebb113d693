<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Whether the module is switched on, as Core knows it.
 */
interface ModuleSwitch
{
    /**
     * @throws CannotRead
     */
    public function isOn(): bool;
}
