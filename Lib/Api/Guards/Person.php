<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * Keys and processes of the PBX may read only.
 */
final class Person implements Guard
{
    public function check(Request $request, Caller $caller): void
    {
        if (!$caller->mayWrite()) {
            throw Refused::noPerson();
        }
    }
}
