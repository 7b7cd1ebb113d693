<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Rows of m_FirewallRules as the services of a rule. Ports are those of the rows: they are what Core opens.
 *
 * @phpstan-type Service array{
 *     category: string, allow: bool, ports: list<array{protocol: string, from: int, to: int}>
 * }
 */
final class FirewallServices
{
    private const ALLOW = 'allow';
    /** For other protocols Core's line, which always names ports, is refused by iptables. */
    private const PROTOCOLS = ['tcp', 'udp', 'icmp'];
    private const PORT = '/^\s*(\d{1,5})\s*$/D';
    private const HIGHEST_PORT = 65535;

    /**
     * A category whose rows differ (one allowed, one not) becomes two services of that name.
     *
     * @param list<array<string, string|null>> $rows in their order
     *
     * @return array<string, list<Service>> by id of the rule
     *
     * @throws CannotRead where a row holds no port number
     */
    public static function byFilter(array $rows): array
    {
        $services = [];
        foreach ($rows as $row) {
            $protocol = strtolower(trim((string) $row['protocol']));
            if (!in_array($protocol, self::PROTOCOLS, true)) {
                continue;
            }
            $filter = Column::text($row['networkfilterid']);
            $category = Column::text($row['category']);
            $allow = $row['action'] === self::ALLOW;
            $key = $category . ($allow ? ' +' : ' -');
            $service = $services[$filter][$key] ?? ['category' => $category, 'allow' => $allow, 'ports' => []];
            $service['ports'][] = self::range($protocol, $row);
            $services[$filter][$key] = $service;
        }
        return array_map('array_values', $services);
    }

    /**
     * @param array<string, string|null> $row
     *
     * @return array{protocol: string, from: int, to: int}
     */
    private static function range(string $protocol, array $row): array
    {
        if ($protocol === 'icmp') {
            return ['protocol' => $protocol, 'from' => 0, 'to' => 0];
        }
        $from = self::port($row, 'portfrom');
        $hasEnd = trim((string) $row['portto']) !== '';
        return ['protocol' => $protocol, 'from' => $from, 'to' => $hasEnd ? self::port($row, 'portto') : $from];
    }

    /**
     * @param array<string, string|null> $row
     */
    private static function port(array $row, string $column): int
    {
        if (preg_match(self::PORT, (string) $row[$column], $found) !== 1 || (int) $found[1] > self::HIGHEST_PORT) {
            throw new CannotRead(CannotRead::MISTYPED, "m_FirewallRules {$row['id']}: $column is not a port number");
        }
        return (int) $found[1];
    }
}
