<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Makes the firewall's rules and Fail2Ban's files anew, without the worker of Core that usually does it.
 */
interface Reloader
{
    /**
     * Whether it worked has to be read from the rules.
     */
    public function reload(): void;
}
