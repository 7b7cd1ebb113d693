<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\FleetingPart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Names\KeptNames;

/**
 * What the names of the providers' hosts stand for.
 */
final class ProviderHostsPart implements FleetingPart
{
    private KeptNames $names;

    public function __construct(KeptNames $names)
    {
        $this->names = $names;
    }

    public function name(): string
    {
        return 'providerHosts';
    }

    public function read(): array
    {
        return array_values($this->names->all());
    }

    /**
     * Which addresses, and not when they were looked up.
     */
    public function lasting(array $data): array
    {
        $lasting = [];
        foreach ($data as $host) {
            $addresses = is_array($host) && is_array($host['addresses'] ?? null) ? $host['addresses'] : [];
            $lasting[] = [
                'host' => is_array($host) ? $host['host'] ?? '' : '',
                'addresses' => array_map(static function ($seen): array {
                    return is_array($seen) ? array_intersect_key($seen, ['address' => true, 'target' => true]) : [];
                }, $addresses),
            ];
        }
        return $lasting;
    }
}
