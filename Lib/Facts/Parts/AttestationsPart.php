<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;

/**
 * What persons confirmed.
 */
final class AttestationsPart implements Part
{
    private Confirmations $confirmations;

    public function __construct(Confirmations $confirmations)
    {
        $this->confirmations = $confirmations;
    }

    public function name(): string
    {
        return 'attestations';
    }

    public function read(): array
    {
        return $this->confirmations->attestations();
    }
}
