<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchCounter;

/**
 * How far it is with the fix of 2024.1.114: which script lies there, what is being done, and what the last run did.
 */
final class ShowPatch implements ReadEndpoint
{
    private PatchCounter $counter;

    public function __construct(PatchCounter $counter)
    {
        $this->counter = $counter;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'patch/state';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        $state = $this->counter->status() ?? (new PatchState())->written();
        return Answer::json(200, ['waits' => $this->counter->hasOrder()] + $state);
    }
}
