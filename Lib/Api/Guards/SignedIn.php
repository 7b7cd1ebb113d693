<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * Core knows who asks.
 */
final class SignedIn implements Guard
{
    public function check(Request $request, Caller $caller): void
    {
        if (!$caller->isKnown()) {
            throw Refused::notSignedIn();
        }
    }
}
