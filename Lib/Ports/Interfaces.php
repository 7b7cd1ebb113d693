<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Network interfaces as they run.
 */
interface Interfaces
{
    /**
     * Those that are up, with their addresses in CIDR notation; loopback too.
     *
     * @return list<array{name: string, addresses: list<string>}>
     *
     * @throws CannotRead
     */
    public function running(): array;
}
