<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\RotationHistory;

/**
 * When secrets were last changed.
 */
final class RotationPart implements Part
{
    private RotationHistory $history;

    public function __construct(RotationHistory $history)
    {
        $this->history = $history;
    }

    public function name(): string
    {
        return 'rotation';
    }

    public function read(): array
    {
        return $this->history->rotation();
    }
}
