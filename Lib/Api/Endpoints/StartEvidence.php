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
use Modules\ModuleSecurityChecklist\Lib\Evidence\Period;

/**
 * Has evidence of a period collected, with its recordings where that is wanted and there is room.
 */
final class StartEvidence implements WriteEndpoint
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
        return 'evidence/start';
    }

    public function fields(): array
    {
        return ['from', 'to', 'recordings'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $from = $fields->text('from', Period::FORM);
        $to = $fields->text('to', Period::FORM);
        $isWithRecordings = $fields->truth('recordings');
        if (Period::of($from, $to) === null) {
            throw $fields->unfit('to');
        }
        return function () use ($from, $to, $isWithRecordings, $caller): Written {
            $this->desk->mustBeEmpty();
            $order = ['kind' => EvidenceOrder::START, 'from' => $from, 'to' => $to, 'recordings' => $isWithRecordings ? 'yes' : ''];
            return $this->desk->order($order, ['from' => $from, 'to' => $to, 'recordings' => $isWithRecordings], $caller);
        };
    }
}
