<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Watch\JudgedSince;
use Modules\ModuleSecurityChecklist\Lib\Watch\Upgraded;

/**
 * What a page last showed, who looked, and what was changed since; what there was on another release; `null`
 * before the first.
 */
final class ShowLastJudged implements ReadEndpoint
{
    private JudgedSince $judged;
    private Upgraded $upgraded;

    public function __construct(JudgedSince $judged, Upgraded $upgraded)
    {
        $this->judged = $judged;
        $this->upgraded = $upgraded;
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
        $judged = $this->judged->get();
        $upgraded = $judged === null ? null : $this->upgraded->since();
        return Answer::json(200, $upgraded === null ? $judged : $judged + ['upgraded' => $upgraded]);
    }
}
