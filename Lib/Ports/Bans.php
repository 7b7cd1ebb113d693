<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What Fail2Ban keeps over a restart of its server.
 */
interface Bans
{
    /**
     * In how many jails somebody is banned over IPv4, whether or not they are in the rules by now; null: not known.
     */
    public function busyJails(): ?int;
}
