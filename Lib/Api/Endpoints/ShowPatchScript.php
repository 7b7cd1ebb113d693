<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchCounter;

/**
 * The script, to be read before it is run.
 */
final class ShowPatchScript implements ReadEndpoint
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
        return 'patch/script';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        $text = $this->counter->script();
        // Of what is shown: somebody may have fetched another one meanwhile.
        return Answer::json(200, ['sha256' => $text === null ? '' : hash('sha256', $text), 'text' => $text ?? '']);
    }
}
