<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * One condition that a request has to meet.
 */
interface Guard
{
    /**
     * @throws Refused
     * @throws CannotRead
     */
    public function check(Request $request, Caller $caller): void;
}
