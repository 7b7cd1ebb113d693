<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * Small enough to be parsed.
 */
final class Size implements Guard
{
    public function check(Request $request, Caller $caller): void
    {
        if ($request->isTooLarge()) {
            throw Refused::tooLarge();
        }
    }
}
