<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\PatchDesk;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;

/**
 * Has the script that was run take itself back, as its vendor says.
 */
final class RestorePatch implements WriteEndpoint
{
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
        return 'patch/restore';
    }

    public function fields(): array
    {
        return ['sha256'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $sha256 = $fields->text('sha256', PatchOrder::SHA256);
        return function () use ($sha256, $caller): Written {
            $this->desk->mustBeAlone();
            if ($this->desk->kept() !== $sha256) {
                throw Refused::otherScript();
            }
            return $this->desk->order(['kind' => PatchOrder::RESTORE, 'sha256' => $sha256], ['sha256' => $sha256], $caller);
        };
    }
}
