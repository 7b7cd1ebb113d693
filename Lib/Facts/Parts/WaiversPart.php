<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;

/**
 * Problems that persons accepted.
 */
final class WaiversPart implements Part
{
    private Confirmations $confirmations;

    public function __construct(Confirmations $confirmations)
    {
        $this->confirmations = $confirmations;
    }

    public function name(): string
    {
        return 'waivers';
    }

    public function read(): array
    {
        return $this->confirmations->waivers();
    }
}
