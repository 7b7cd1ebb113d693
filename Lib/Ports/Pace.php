<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Time that nobody can set back, and waiting.
 */
interface Pace
{
    /**
     * Seconds since the machine started.
     *
     * @throws CannotRead
     */
    public function uptime(): float;

    /**
     * Another text after every start of the machine.
     *
     * @throws CannotRead
     */
    public function boot(): string;

    public function sleep(float $seconds): void;
}
