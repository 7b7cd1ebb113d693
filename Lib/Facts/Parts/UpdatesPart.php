<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\UpdateCheck;

/**
 * What Core last learned about newer releases.
 */
final class UpdatesPart implements Part
{
    private UpdateCheck $check;

    public function __construct(UpdateCheck $check)
    {
        $this->check = $check;
    }

    public function name(): string
    {
        return 'updates';
    }

    public function read(): array
    {
        return $this->check->last();
    }
}
