<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Routers that this PBX sends through: whoever comes from one of their addresses may be anybody behind it.
 */
final class Gateways
{
    private const NOWHERE = '/^0+$/D';
    private const V4 = '/^[0-9a-f]{8}$/Di';
    private const V6 = '/^[0-9a-f]{32}$/Di';

    private Files $files;

    public function __construct(Files $files)
    {
        $this->files = $files;
    }

    public function has(string $address): bool
    {
        $packed = @inet_pton($address);
        return $packed !== false && in_array($packed, $this->all(), true);
    }

    /**
     * @return list<string> addresses, sorted
     */
    public function addresses(): array
    {
        $addresses = array_unique(array_map(static function (string $packed): string {
            return (string) inet_ntop($packed);
        }, $this->all()));
        sort($addresses);
        return $addresses;
    }

    /**
     * @return list<string> as the network has them
     */
    private function all(): array
    {
        $gateways = [];
        // Of IPv4 in the order of this machine's bytes, in the third field; of IPv6 in the fifth.
        foreach ($this->column('/proc/net/route', 2, self::V4) as $gateway) {
            $gateways[] = strrev((string) hex2bin($gateway));
        }
        foreach ($this->column('/proc/net/ipv6_route', 4, self::V6) as $gateway) {
            $gateways[] = (string) hex2bin($gateway);
        }
        return $gateways;
    }

    /**
     * @return list<string>
     */
    private function column(string $path, int $place, string $form): array
    {
        try {
            $lines = explode("\n", (string) $this->files->read($path));
        } catch (CannotRead $hidden) {
            return [];
        }
        $values = [];
        foreach ($lines as $line) {
            $fields = preg_split('/\s+/', trim($line));
            $value = $fields === false ? '' : $fields[$place] ?? '';
            if (preg_match($form, $value) === 1 && preg_match(self::NOWHERE, $value) !== 1) {
                $values[] = $value;
            }
        }
        return $values;
    }
}
