<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;

/**
 * What a page last showed; `null` before the first.
 */
final class ShowLastJudged implements ReadEndpoint
{
    private LastJudged $lastJudged;

    public function __construct(LastJudged $lastJudged)
    {
        $this->lastJudged = $lastJudged;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'last-judged';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        return Answer::json(200, $this->lastJudged->get());
    }
}
