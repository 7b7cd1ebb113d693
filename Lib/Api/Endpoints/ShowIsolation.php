<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Ports\Isolations;

/**
 * Whether the PBX is isolated and outgoing calls are stopped: what the kernel and Asterisk's files say, asked of root.
 */
final class ShowIsolation implements ReadEndpoint
{
    private Isolations $isolations;

    public function __construct(Isolations $isolations)
    {
        $this->isolations = $isolations;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'isolation';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        return Answer::json(200, $this->isolations->isolation());
    }
}
