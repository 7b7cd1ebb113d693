<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Who uses this PBX, as far as only root can see it. On the PBX a root worker answers; it takes no arguments from the asker.
 *
 * @phpstan-type Peer array{name: string, endpoint: string|null, networks: list<string>, lastSeen: string|null}
 * @phpstan-type SignedIn array{
 *     since: string|null, addresses: list<array{address: string, last: string, count: int}>, nameless: int, complete: bool
 * }
 * @phpstan-type UsedKey array{fingerprint: string, last: string}
 * @phpstan-type ProgramUser array{
 *     user: string, pbx: array{last: string, count: int}|null,
 *     addresses: list<array{address: string, last: string, count: int}>, complete: bool
 * }
 * @phpstan-type Programs array{since: string|null, users: list<ProgramUser>, complete: bool}
 * @phpstan-type SignIns array{
 *     web: SignedIn|array{unknown: string, detail?: string}, ssh: SignedIn|array{unknown: string, detail?: string},
 *     sshKeys?: list<UsedKey>, programs?: Programs
 * }
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

    /**
     * Who signed in to the cabinet and over SSH in the last 30 days, by service; or why that is not known. And with which keys, and
     * which programs signed in to AMI, as far as that is.
     *
     * @return SignIns
     *
     * @throws CannotRead
     */
    public function signIns(): array;
}
