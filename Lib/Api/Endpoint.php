<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

/**
 * One request of the contract (docs/module-api.md). Either a ReadEndpoint or a WriteEndpoint.
 */
interface Endpoint
{
    public function method(): string;

    /**
     * Path below the base; of a write also its action in the journal.
     */
    public function resource(): string;
}
