<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Names;

/**
 * Names by the servers that the PBX itself asks.
 */
final class DnsNames implements Names
{
    public function servers(string $service): array
    {
        $records = self::ask($service, DNS_SRV);
        usort($records, static function (array $a, array $b): int {
            return ($a['pri'] ?? 0) <=> ($b['pri'] ?? 0);
        });
        return self::texts($records, 'target');
    }

    public function addresses(string $name): array
    {
        return array_merge(self::texts(self::ask($name, DNS_A), 'ip'), self::texts(self::ask($name, DNS_AAAA), 'ipv6'));
    }

    /**
     * @return list<array<mixed>>
     *
     * @throws CannotRead
     */
    private static function ask(string $name, int $type): array
    {
        // As it is written: without a dot at the end the domain of the PBX would be tried, too.
        $records = @dns_get_record(strpos($name, '.') === false ? $name : "$name.", $type);
        if ($records === false) {
            error_clear_last();
            throw new CannotRead(CannotRead::FAILED, 'DNS');
        }
        return array_values(array_filter($records, 'is_array'));
    }

    /**
     * @param list<array<mixed>> $records
     *
     * @return list<string>
     */
    private static function texts(array $records, string $field): array
    {
        return array_values(array_filter(array_column($records, $field), 'is_string'));
    }
}
