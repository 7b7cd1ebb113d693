<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Demo;
use Modules\ModuleSecurityChecklist\Lib\Facts\ManualAttributes;
use Modules\ModuleSecurityChecklist\Lib\Facts\Unreadable;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Providers with the addresses that Core opens for them by itself.
 */
final class ProvidersPart implements DatabasePart
{
    private ProviderRows $providers;

    public function __construct(ProviderRows $providers)
    {
        $this->providers = $providers;
    }

    public function name(): string
    {
        return 'providers';
    }

    public function read(): array
    {
        try {
            $hosts = $this->providers->hosts();
            $unread = null;
        } catch (CannotRead $broken) {
            $hosts = [];
            $unread = Unreadable::value($broken);
        }
        $providers = [];
        foreach ($this->providers->all() as $row) {
            $id = Column::text($row['id']);
            $host = Column::text($row['host']);
            $attributes = ManualAttributes::of($row['attributes']);
            $hashed = $row['kind'] === 'sip' && $attributes->hash('endpoint-auth') !== null;
            $providers[] = [
                'id' => $id,
                'name' => Column::text($row['name']),
                'kind' => $row['kind'],
                'registration' => ProviderRows::registration($row),
                'host' => $host,
                'hosts' => $unread ?? $hosts[$id] ?? [],
                'disabled' => Column::isDisabled($row['disabled']),
                'filterId' => Column::filterId($row['filter']),
                'demo' => Demo::isProvider($id, $host),
            ] + ($hashed ? ['secretHashed' => true] : []);
        }
        return $providers;
    }
}
