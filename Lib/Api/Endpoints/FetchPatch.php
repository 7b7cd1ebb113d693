<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\PatchDesk;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;

/**
 * Has the script, so that it can be looked at; nothing is run.
 */
final class FetchPatch implements WriteEndpoint
{
    private const ADDRESS = 500;
    private const ANYTHING = '/\A/';

    private PatchDesk $desk;

    public function __construct(PatchDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'patch/fetch';
    }

    public function fields(): array
    {
        return ['from', 'address', 'text'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $from = $fields->oneOf('from', [PatchOrder::VENDOR, PatchOrder::ADDRESS, PatchOrder::FILE]);
        $address = $fields->line('address', self::ADDRESS);
        $text = $fields->text('text', self::ANYTHING);
        return function () use ($from, $address, $text, $caller): Written {
            $this->desk->mustBeFree();
            $order = ['kind' => PatchOrder::FETCH, 'from' => $from, 'address' => $address, 'text' => $text];
            return $this->desk->order($order, ['from' => $from, 'address' => $address], $caller);
        };
    }
}
