<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * A form of another site cannot send this type without asking the browser first.
 */
final class JsonType implements Guard
{
    private const TYPE = '/\Aapplication\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?\z/i';

    public function check(Request $request, Caller $caller): void
    {
        if (preg_match(self::TYPE, $request->header('content-type') ?? '') !== 1) {
            throw Refused::notJson();
        }
    }
}
