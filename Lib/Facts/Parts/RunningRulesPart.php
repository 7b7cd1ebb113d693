<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;

/**
 * The rules that the kernel applies now.
 */
final class RunningRulesPart implements Part
{
    private RootReadings $root;

    public function __construct(RootReadings $root)
    {
        $this->root = $root;
    }

    public function name(): string
    {
        return 'runningRules';
    }

    public function read(): array
    {
        return ['v4' => $this->root->runningRules(4), 'v6' => $this->root->runningRules(6)];
    }
}
