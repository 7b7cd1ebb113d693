<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Sets up anew what Core has stored, without the worker of Core that usually does it: the firewall's rules and Fail2Ban's files, or
 * SSH.
 */
interface Reloader
{
    /**
     * Whether it worked has to be read from the PBX.
     */
    public function reload(): void;
}
