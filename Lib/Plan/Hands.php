<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * What a step works with.
 */
final class Hands
{
    private Executor $executor;
    private Restorer $restorer;

    public function __construct(Executor $executor, Restorer $restorer)
    {
        $this->executor = $executor;
        $this->restorer = $restorer;
    }

    public function executor(): Executor
    {
        return $this->executor;
    }

    public function restorer(): Restorer
    {
        return $this->restorer;
    }
}
