<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Networks that this PBX has a route to: those in the kernel's tables, which every user may read, and those configured
 * in the cabinet, where the release has them. Default routes lead to everybody and are left out.
 */
final class Routes
{
    /** Flags of linux/route.h and linux/ipv6_route.h. */
    private const UP = 0x0001;
    private const REJECT = 0x0200;
    private const V4 = '/^[0-9a-f]{8} [0-9a-f]{8}$/Di';
    private const V6 = '/^[0-9a-f]{32} [0-9a-f]{8}$/Di';

    private Rows $rows;
    private Schema $schema;
    private Files $files;

    public function __construct(Rows $rows, Schema $schema, Files $files)
    {
        $this->rows = $rows;
        $this->schema = $schema;
        $this->files = $files;
    }

    /**
     * @return list<string> CIDR, sorted
     *
     * @throws CannotRead
     */
    public function all(): array
    {
        $routes = array_unique(array_merge($this->configured(), array_column($this->running(), 'route')));
        sort($routes);
        return $routes;
    }

    /**
     * @return list<string>
     */
    private function configured(): array
    {
        if (!$this->schema->hasTable('m_NetworkStaticRoutes')) {
            return [];
        }
        $routes = [];
        foreach ($this->rows->rows('SELECT network, subnet FROM m_NetworkStaticRoutes') as $row) {
            $routes[] = Cidr::network(Column::text($row['network']), Column::text($row['subnet']));
        }
        return array_values(array_filter($routes));
    }

    /**
     * Networks that the kernel sends through this interface.
     *
     * @return list<string> CIDR, sorted
     */
    public function through(string $interface): array
    {
        $routes = [];
        foreach ($this->running() as ['route' => $route, 'interface' => $name]) {
            if ($name === $interface) {
                $routes[] = $route;
            }
        }
        $routes = array_values(array_unique($routes));
        sort($routes);
        return $routes;
    }

    /**
     * @return list<array{route: string, interface: string}>
     */
    private function running(): array
    {
        $routes = [];
        foreach ($this->lines('/proc/net/route') as $fields) {
            // Name, destination, gateway, flags, …, mask: addresses in the order of this machine's bytes.
            $isRoute = preg_match(self::V4, ($fields[1] ?? '') . ' ' . ($fields[7] ?? '')) === 1;
            if ($isRoute && self::isUsable($fields[3])) {
                $mask = inet_ntop(strrev((string) hex2bin($fields[7])));
                $address = inet_ntop(strrev((string) hex2bin($fields[1])));
                $routes[] = ['route' => (string) Cidr::network((string) $address, (string) $mask), 'interface' => $fields[0]];
            }
        }
        foreach ($this->lines('/proc/net/ipv6_route') as $fields) {
            if (preg_match(self::V6, $fields[0] . ' ' . ($fields[8] ?? '')) === 1 && self::isUsable($fields[8])) {
                $address = inet_ntop((string) hex2bin($fields[0]));
                $route = (string) self::v6((string) $address, (int) hexdec($fields[1]));
                $routes[] = ['route' => $route, 'interface' => $fields[9] ?? ''];
            }
        }
        return array_values(array_filter($routes, static function (array $route): bool {
            return $route['route'] !== '' && substr($route['route'], -2) !== '/0';
        }));
    }

    /**
     * Whole networks only: single addresses are those of the PBX itself; link-local and multicast lead nowhere.
     */
    private static function v6(string $address, int $length): ?string
    {
        $leadsNowhere = preg_match('/^(?:fe[89ab]|ff)/', $address) === 1;
        return $length === 128 || $leadsNowhere ? null : Cidr::network($address, (string) $length);
    }

    private static function isUsable(string $flags): bool
    {
        $bits = (int) hexdec(substr($flags, -4));
        return ($bits & self::UP) !== 0 && ($bits & self::REJECT) === 0;
    }

    /**
     * @return list<list<string>> fields by line
     */
    private function lines(string $path): array
    {
        try {
            $text = (string) $this->files->read($path);
        } catch (CannotRead $hidden) {
            return [];
        }
        $lines = [];
        foreach (explode("\n", $text) as $line) {
            $lines[] = explode(' ', (string) preg_replace('/\s+/', ' ', trim($line)));
        }
        return $lines;
    }
}
