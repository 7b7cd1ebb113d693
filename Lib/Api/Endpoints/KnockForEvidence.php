<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\EvidenceDesk;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * The web server asks what a ticket is good for (Lib/Core/Evidence/EvidenceLocations). From outside it cannot be asked.
 */
final class KnockForEvidence implements ReadEndpoint
{
    private EvidenceDesk $desk;

    public function __construct(EvidenceDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'evidence/knock';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        $isMeant = $caller->isProcess() && $caller->asked()->arrival()->connection() !== null;
        $part = $isMeant ? $this->desk->part((string) $request->query('ticket'), (string) $request->query('from')) : null;
        if ($part === null) {
            throw Refused::unknownAction();
        }
        return Answer::json(200, ['part' => $part]);
    }
}
