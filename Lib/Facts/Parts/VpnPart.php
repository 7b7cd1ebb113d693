<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Cidr;
use Modules\ModuleSecurityChecklist\Lib\Facts\FleetingPart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Routes;
use Modules\ModuleSecurityChecklist\Lib\Facts\Tunnels;
use Modules\ModuleSecurityChecklist\Lib\Facts\Unreadable;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Interfaces;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;

/**
 * Tunnels of this PBX with what is behind them: networks by the routes of the kernel, peers where something tells them.
 */
final class VpnPart implements FleetingPart
{
    private Interfaces $interfaces;
    private Tunnels $tunnels;
    private Routes $routes;
    private UserReadings $users;

    public function __construct(Interfaces $interfaces, Tunnels $tunnels, Routes $routes, UserReadings $users)
    {
        $this->interfaces = $interfaces;
        $this->tunnels = $tunnels;
        $this->routes = $routes;
        $this->users = $users;
    }

    public function name(): string
    {
        return 'vpn';
    }

    public function read(): array
    {
        $tunnels = [];
        foreach ($this->interfaces->running() as ['name' => $name, 'addresses' => $addresses]) {
            if ($addresses !== [] && $this->tunnels->has($name)) {
                $tunnels[$name] = array_merge(self::networks($addresses), $this->routes->through($name));
            }
        }
        $peers = $tunnels === [] ? [] : $this->peers();
        $list = [];
        foreach ($tunnels as $name => $networks) {
            $networks = array_values(array_unique($networks));
            sort($networks);
            $list[] = [
                'name' => (string) $name,
                'networks' => $networks,
                // A tunnel of another kind tells nobody who is at its other end.
                'peers' => isset($peers['unknown']) ? $peers : $peers[$name] ?? ['unknown' => CannotRead::NOT_SUPPORTED],
            ];
        }
        return $list;
    }

    public function lasting(array $data): array
    {
        $lasting = [];
        foreach ($data as $tunnel) {
            $peers = is_array($tunnel) ? $tunnel['peers'] ?? null : null;
            if (is_array($tunnel) && is_array($peers) && !isset($peers['unknown'])) {
                $tunnel['peers'] = array_map(static function ($peer): array {
                    return is_array($peer) ? array_diff_key($peer, ['endpoint' => true, 'lastSeen' => true]) : [];
                }, array_values($peers));
            }
            $lasting[] = $tunnel;
        }
        return $lasting;
    }

    /**
     * @return array<mixed> by interface, or why they are not known
     */
    private function peers(): array
    {
        try {
            return $this->users->vpnPeers() ?? ['unknown' => CannotRead::NOT_SUPPORTED];
        } catch (CannotRead $hidden) {
            return Unreadable::value($hidden);
        }
    }

    /**
     * The networks that its own addresses are in; a single address is the PBX itself.
     *
     * @param list<string> $addresses
     *
     * @return list<string>
     */
    private static function networks(array $addresses): array
    {
        $networks = [];
        foreach ($addresses as $address) {
            $parts = explode('/', $address, 2);
            $isSingle = ($parts[1] ?? '') === (strpos($address, ':') === false ? '32' : '128');
            $networks[] = $isSingle ? null : Cidr::network($parts[0], $parts[1] ?? '');
        }
        return array_values(array_filter($networks));
    }
}
