<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Store\Waivers;

/**
 * A problem is no longer accepted. Says whether it was.
 */
final class WithdrawWaiver implements WriteEndpoint
{
    private Waivers $waivers;

    public function __construct(Waivers $waivers)
    {
        $this->waivers = $waivers;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'waivers/withdraw';
    }

    public function fields(): array
    {
        return ['check', 'finding'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $check = $fields->id('check');
        $finding = $fields->line('finding', Waivers::LONGEST_FINDING);
        return function () use ($check, $finding): Written {
            $wasThere = $this->waivers->withdraw($check, $finding);
            return new Written(
                Answer::json(200, ['withdrawn' => $wasThere]),
                $wasThere ? ['check' => $check, 'finding' => $finding] : null
            );
        };
    }
}
