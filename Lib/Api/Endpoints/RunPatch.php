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
 * Runs the script that a person has looked at. None is known beforehand, because the vendor publishes no hash: so they type the
 * beginning of the one that they saw.
 */
final class RunPatch implements WriteEndpoint
{
    /** Characters of the hash. */
    private const TYPED = 8;
    private const LONGEST = 64;

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
        return 'patch/run';
    }

    public function fields(): array
    {
        return ['sha256', 'typed'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $sha256 = $fields->text('sha256', PatchOrder::SHA256);
        $typed = strtolower(trim($fields->line('typed', self::LONGEST)));
        if (strlen($typed) < self::TYPED || strncmp($sha256, $typed, strlen($typed)) !== 0) {
            throw $fields->unfit('typed');
        }
        return function () use ($sha256, $caller): Written {
            $this->desk->mustBeAlone();
            if ($this->desk->lookedAt() !== $sha256) {
                throw Refused::otherScript();
            }
            return $this->desk->order(['kind' => PatchOrder::RUN, 'sha256' => $sha256], ['sha256' => $sha256], $caller);
        };
    }
}
