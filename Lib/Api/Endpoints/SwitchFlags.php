<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Store\FlagsSwitch;

/**
 * Whether this person sees marks beside settings. A preference: the journal does not tell it.
 */
final class SwitchFlags implements WriteEndpoint
{
    private FlagsSwitch $switch;

    public function __construct(FlagsSwitch $switch)
    {
        $this->switch = $switch;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'flags-switch';
    }

    public function fields(): array
    {
        return ['on'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $isOn = $fields->truth('on');
        return function () use ($isOn, $caller): Written {
            $this->switch->put($caller->name(), $isOn);
            return new Written(Answer::json(200, ['on' => $isOn]), null);
        };
    }
}
