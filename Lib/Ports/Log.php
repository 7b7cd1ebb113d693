<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * The system's log, for what broke. Never given secrets.
 */
interface Log
{
    /**
     * @param string $what one line of printable ASCII
     */
    public function trouble(string $what): void;
}
