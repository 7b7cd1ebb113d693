<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\EvidenceDesk;
use Modules\ModuleSecurityChecklist\Lib\Api\EvidenceTickets;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;

/**
 * Gives who asked for the evidence what their browser saves it with (Lib/Core/Evidence/EvidenceLocations). That is in the journal.
 */
final class GiveEvidenceTicket implements WriteEndpoint
{
    private EvidenceDesk $desk;

    public function __construct(EvidenceDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'evidence/ticket';
    }

    public function fields(): array
    {
        return ['part'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $part = $fields->oneOf('part', EvidenceTickets::PARTS);
        return function () use ($part, $caller): Written {
            $ticket = $this->desk->ticket($part, $caller);
            return new Written(Answer::json(200, ['ticket' => $ticket]), ['part' => $part]);
        };
    }
}
