<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;

/**
 * Who uses this PBX, seen by root itself.
 */
final class LinuxUsers implements UserReadings
{
    private WireGuard $tunnels;

    public function __construct(Commands $commands)
    {
        $this->tunnels = new WireGuard($commands);
    }

    public function vpnPeers(): ?array
    {
        return $this->tunnels->peers();
    }
}
