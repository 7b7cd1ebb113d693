<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Store\Attestations;

/**
 * Takes an answer back. Says whether there was one.
 */
final class WithdrawAttestation implements WriteEndpoint
{
    private Attestations $attestations;

    public function __construct(Attestations $attestations)
    {
        $this->attestations = $attestations;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'attestations/withdraw';
    }

    public function fields(): array
    {
        return ['item', 'subject'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $item = $fields->id('item');
        $subject = $fields->line('subject', Attestations::LONGEST_SUBJECT);
        return function () use ($item, $subject): Written {
            $wasThere = $this->attestations->withdraw($item, $subject);
            return new Written(
                Answer::json(200, ['withdrawn' => $wasThere]),
                $wasThere ? ['item' => $item, 'subject' => $subject] : null
            );
        };
    }
}
