<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Traces\TracesDesk;

/**
 * What a stranger could have left, with when it came: for persons only.
 */
final class ShowTraces implements ReadEndpoint
{
    private TracesDesk $desk;

    public function __construct(TracesDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'traces/found';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        if (!$caller->isPerson()) {
            throw Refused::noPerson();
        }
        return Answer::json(200, $this->desk->found());
    }
}
