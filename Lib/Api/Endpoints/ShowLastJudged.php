<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;

/**
 * What a page last showed, who looked, and what was changed since; `null` before the first.
 */
final class ShowLastJudged implements ReadEndpoint
{
    private LastJudged $lastJudged;
    private Stale $stale;

    public function __construct(LastJudged $lastJudged, Stale $stale)
    {
        $this->lastJudged = $lastJudged;
        $this->stale = $stale;
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
        $judged = $this->lastJudged->get();
        return Answer::json(200, $judged === null ? null : $judged + ['stale' => (object) $this->stale->since()]);
    }
}
