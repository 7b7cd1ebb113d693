<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * One part of the facts. A class per part, named after it; judging is not its business.
 */
interface Part
{
    /**
     * Name in the contract (sites/checklist/facts/schema.ts, PART_SCHEMAS).
     */
    public function name(): string;

    /**
     * Data as the contract wants it, ready for json_encode.
     *
     * @return array<int|string, mixed>
     *
     * @throws CannotRead the whole part is then `unknown` with that reason
     */
    public function read(): array;
}
