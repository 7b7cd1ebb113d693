<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;

/**
 * The sums of the calls that were read, with the numbers that were dialled: for persons only.
 */
final class ShowCallsFound implements ReadEndpoint
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
        return 'calls/found';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        if (!$caller->isPerson()) {
            throw Refused::noPerson();
        }
        return new Answer(200, $this->desk->found() ?? 'null');
    }
}
