<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * Of persons, administrators only.
 */
final class Admin implements Guard
{
    public function check(Request $request, Caller $caller): void
    {
        if (!$caller->mayRead()) {
            throw Refused::notAnAdmin();
        }
    }
}
