<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Who signed in, by service.
 */
final class SignInsPart implements Part
{
    public function name(): string
    {
        return 'signIns';
    }

    public function read(): array
    {
        return ['web' => ['unknown' => CannotRead::MISSING], 'ssh' => ['unknown' => CannotRead::MISSING]];
    }
}
