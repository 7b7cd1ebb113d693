<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;

/**
 * Phones that are registered now.
 */
final class DevicesPart implements Part
{
    private RootReadings $root;

    public function __construct(RootReadings $root)
    {
        $this->root = $root;
    }

    public function name(): string
    {
        return 'devices';
    }

    public function read(): array
    {
        return $this->root->devices();
    }
}
