<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;

/**
 * What the names of the providers' hosts stand for.
 */
final class ProviderHostsPart implements Part
{
    public function name(): string
    {
        return 'providerHosts';
    }

    public function read(): array
    {
        return [];
    }
}
