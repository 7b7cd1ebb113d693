<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceCounter;

/**
 * How far it is with the evidence.
 */
final class ShowEvidence implements ReadEndpoint
{
    private EvidenceCounter $counter;

    public function __construct(EvidenceCounter $counter)
    {
        $this->counter = $counter;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'evidence/state';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        $state = $this->counter->status() ?? (new EvidenceState())->shown();
        return Answer::json(200, ['waits' => $this->counter->hasOrder()] + $state);
    }
}
