<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What only root can see. On the PBX a root worker answers; it takes no arguments from the asker.
 */
interface RootReadings
{
    /**
     * Lines of `iptables -S INPUT` (4) or `ip6tables -S INPUT` (6); null where there is no such tool.
     *
     * @return list<string>|null
     *
     * @throws CannotRead
     */
    public function runningRules(int $family): ?array;

    /**
     * Jails of the Fail2Ban server, with how many IPv4 addresses each bans now (null: not known); none where it does not
     * answer, null where that cannot be told.
     *
     * @return list<array{name: string, banned: int|null}>|null
     *
     * @throws CannotRead
     */
    public function jails(): ?array;

    /**
     * Whether LXC started the first process: `container=lxc` is in its environment.
     *
     * @throws CannotRead
     */
    public function isLxc(): bool;

    /**
     * Phones registered now; `transport` is udp, tcp, tls or ws.
     *
     * @return list<array{account: string, address: string, userAgent: string, transport: string}>
     *
     * @throws CannotRead
     */
    public function devices(): array;
}
