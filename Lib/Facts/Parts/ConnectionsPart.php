<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\FleetingPart;
use Modules\ModuleSecurityChecklist\Lib\Ports\Peers;

/**
 * Who is connected over TCP now.
 */
final class ConnectionsPart implements FleetingPart
{
    private Peers $peers;

    public function __construct(Peers $peers)
    {
        $this->peers = $peers;
    }

    public function name(): string
    {
        return 'connections';
    }

    public function read(): array
    {
        return $this->peers->incoming();
    }

    /**
     * How many of one address come and go.
     */
    public function lasting(array $data): array
    {
        $lasting = [];
        foreach (is_array($data['rows'] ?? null) ? $data['rows'] : [] as $row) {
            $lasting[] = is_array($row) ? array_diff_key($row, ['count' => true]) : $row;
        }
        return $lasting;
    }
}
