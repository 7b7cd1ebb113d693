<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;

/**
 * How far the reading of calls is.
 */
final class ShowCalls implements ReadEndpoint
{
    private CallsDesk $desk;

    public function __construct(CallsDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'calls/state';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        return Answer::json(200, $this->desk->state());
    }
}
