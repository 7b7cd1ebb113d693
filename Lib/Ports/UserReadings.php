<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Who uses this PBX, as far as only root can see it. On the PBX a root worker answers; it takes no arguments from the asker.
 *
 * @phpstan-type Peer array{name: string, endpoint: string|null, networks: list<string>, lastSeen: string|null}
 */
interface UserReadings
{
    /**
     * Peers of the tunnels that the PBX knows them of (WireGuard), by interface; null where nothing tells.
     *
     * @return array<string, list<Peer>>|null
     *
     * @throws CannotRead
     */
    public function vpnPeers(): ?array;
}
