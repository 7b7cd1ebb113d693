<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Who is connected to this machine over TCP.
 */
interface Peers
{
    /**
     * Established connections but those of the machine with itself: its own port, and the address of the other side.
     *
     * @return list<array{port: int, address: string}>
     *
     * @throws CannotRead
     */
    public function established(): array;

    /**
     * The same of those who came to a port that something listens on here, by port and address.
     *
     * @return array{rows: list<array{port: int, address: string, count: int}>, complete: bool} not complete: there were more
     *
     * @throws CannotRead
     */
    public function incoming(): array;
}
