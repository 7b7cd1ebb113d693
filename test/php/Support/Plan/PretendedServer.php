<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Connections;

/**
 * A web server that counts.
 */
final class PretendedServer implements Connections
{
    public string $epoch = 'master 1';
    public int $count = 100;
    public bool $isGone = false;

    public function now(): Connection
    {
        $this->mayBeGone();
        return new Connection($this->epoch, ++$this->count);
    }

    public function epoch(): string
    {
        $this->mayBeGone();
        return $this->epoch;
    }

    private function mayBeGone(): void
    {
        if ($this->isGone) {
            throw new CannotRead(CannotRead::FAILED, 'nginx');
        }
    }
}
