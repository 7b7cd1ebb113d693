<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Peers;

/**
 * Looks who is still connected over what a plan closed: an established connection survives a closed firewall.
 */
final class StillConnected
{
    private Peers $peers;
    private ConfigReader $reader;

    public function __construct(Peers $peers, ConfigReader $reader)
    {
        $this->peers = $peers;
        $this->reader = $reader;
    }

    /**
     * Leaves it in the record.
     */
    public function look(Record $record): void
    {
        if ($record->closed->isNothing()) {
            return;
        }
        try {
            $peers = $record->closed->among($this->peers->established(), $this->reader->read());
            $record->connected = Connected::known($peers);
        } catch (CannotRead $hidden) {
            $record->connected = Connected::unknown();
        }
    }
}
