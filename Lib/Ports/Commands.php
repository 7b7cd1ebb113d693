<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Programs of this machine.
 */
interface Commands
{
    /**
     * Lines that it prints, without those of its errors; null where there is no such program.
     *
     * @param list<string> $arguments never from a request
     *
     * @return list<string>|null
     *
     * @throws CannotRead when it fails or takes too long
     */
    public function run(string $program, array $arguments): ?array;
}
