<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Watch\JudgedSince;

/**
 * What a page last showed, who looked, and what was changed since; `null` before the first.
 */
final class ShowLastJudged implements ReadEndpoint
{
    private JudgedSince $judged;

    public function __construct(JudgedSince $judged)
    {
        $this->judged = $judged;
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
        return Answer::json(200, $this->judged->get());
    }
}
