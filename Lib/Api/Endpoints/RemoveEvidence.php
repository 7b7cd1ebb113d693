<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\EvidenceDesk;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceOrder;

/**
 * Takes evidence away, also while it is being collected.
 */
final class RemoveEvidence implements WriteEndpoint
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
        return 'evidence/remove';
    }

    public function fields(): array
    {
        return [];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        return function () use ($caller): Written {
            $this->desk->mustBeThere();
            return $this->desk->order(['kind' => EvidenceOrder::REMOVE], [], $caller);
        };
    }
}
