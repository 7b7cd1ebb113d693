<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;

/**
 * Ends a reading of calls, and forgets what one found.
 */
final class CancelCalls implements WriteEndpoint
{
    private CallsDesk $desk;

    public function __construct(CallsDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'calls/cancel';
    }

    public function fields(): array
    {
        return [];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        return function (): Written {
            $this->desk->cancel();
            return new Written(Answer::json(202, $this->desk->state()), []);
        };
    }
}
