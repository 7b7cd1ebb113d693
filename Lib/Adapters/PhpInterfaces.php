<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Facts\Cidr;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Interfaces;

/**
 * Interfaces by PHP itself (getifaddrs): needs neither root nor a command.
 */
final class PhpInterfaces implements Interfaces
{
    public function running(): array
    {
        $interfaces = function_exists('net_get_interfaces') ? net_get_interfaces() : false;
        if ($interfaces === false) {
            throw new CannotRead(CannotRead::FAILED, 'net_get_interfaces');
        }
        return self::read($interfaces);
    }

    /**
     * @param array<mixed> $interfaces as net_get_interfaces gives them
     *
     * @return list<array{name: string, addresses: list<string>}>
     */
    public static function read(array $interfaces): array
    {
        $running = [];
        foreach ($interfaces as $label => $interface) {
            if (!is_array($interface) || ($interface['up'] ?? false) !== true) {
                continue;
            }
            // A second address may stand under a label of its own, `eth0:1`.
            $name = explode(':', (string) $label, 2)[0];
            $unicast = is_array($interface['unicast'] ?? null) ? $interface['unicast'] : [];
            $running[$name] = array_merge($running[$name] ?? [], self::addresses($unicast));
        }
        $list = [];
        foreach ($running as $name => $addresses) {
            $list[] = ['name' => (string) $name, 'addresses' => $addresses];
        }
        return $list;
    }

    /**
     * @param array<mixed> $unicast
     *
     * @return list<string>
     */
    private static function addresses(array $unicast): array
    {
        $addresses = [];
        foreach ($unicast as $entry) {
            $address = is_array($entry) ? $entry['address'] ?? null : null;
            $mask = is_array($entry) ? $entry['netmask'] ?? null : null;
            if (!is_string($address)) {
                continue;
            }
            $length = is_string($mask) ? Cidr::lengthOfMask($mask) : null;
            $addresses[] = $length === null ? $address : "$address/$length";
        }
        return $addresses;
    }
}
