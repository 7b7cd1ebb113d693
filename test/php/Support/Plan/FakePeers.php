<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Peers;

/**
 * Who is connected, as a test says.
 */
final class FakePeers implements Peers
{
    /** @var list<array{port: int, address: string}>|null null: it cannot be read */
    public ?array $peers = [];

    public function established(): array
    {
        if ($this->peers === null) {
            throw new CannotRead(CannotRead::FAILED, '/proc/net/tcp');
        }
        return $this->peers;
    }

    public function incoming(): array
    {
        $rows = [];
        foreach ($this->established() as $peer) {
            $rows[] = $peer + ['count' => 1];
        }
        return ['rows' => $rows, 'complete' => true];
    }
}
