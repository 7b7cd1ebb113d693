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

    private LogSignIns $logs;

    public function __construct(Commands $commands, LogSignIns $logs)
    {
        $this->tunnels = new WireGuard($commands);
        $this->logs = $logs;
    }

    public function vpnPeers(): ?array
    {
        return $this->tunnels->peers();
    }

    public function signIns(): array
    {
        return $this->logs->read();
    }
}
