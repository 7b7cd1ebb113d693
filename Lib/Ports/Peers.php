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
}
