<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;

/**
 * How far the plan is: the one that is being played, or the last one.
 */
final class ShowPlan implements ReadEndpoint
{
    private RunningPlan $running;

    public function __construct(RunningPlan $running)
    {
        $this->running = $running;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'plans/current';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        return Answer::json(200, ['plan' => $this->running->shown()]);
    }
}
