<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * The names of the world. Asking takes seconds, or for ever: only a process that may be ended does it.
 */
interface Names
{
    /**
     * Names of the servers for a service (SRV), the preferred ones first; none where there is no such record.
     *
     * @return list<string>
     *
     * @throws CannotRead
     */
    public function servers(string $service): array;

    /**
     * Addresses of both families (A, AAAA); none where there is no such name.
     *
     * @return list<string>
     *
     * @throws CannotRead
     */
    public function addresses(string $name): array;
}
