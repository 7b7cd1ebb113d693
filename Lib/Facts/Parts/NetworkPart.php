<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Gateways;
use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Facts\Routes;
use Modules\ModuleSecurityChecklist\Lib\Facts\Tunnels;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Interfaces;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Networks of this PBX: addresses and routes as they run, NAT as it is configured.
 */
final class NetworkPart implements Part
{
    private const LOOPBACK = 'lo';
    private const PRIVATE = 'private';

    private Rows $rows;
    private Interfaces $interfaces;
    private Routes $routes;
    private Gateways $gateways;
    private Tunnels $tunnels;

    public function __construct(
        Rows $rows,
        Interfaces $interfaces,
        Routes $routes,
        Gateways $gateways,
        Tunnels $tunnels
    ) {
        $this->rows = $rows;
        $this->interfaces = $interfaces;
        $this->routes = $routes;
        $this->gateways = $gateways;
        $this->tunnels = $tunnels;
    }

    public function name(): string
    {
        return 'network';
    }

    public function read(): array
    {
        $internet = $this->rows->rows(
            "SELECT interface, vlanid, topology, extipaddr, exthostname FROM m_LanInterfaces
             WHERE internet = '1' AND disabled <> '1' ORDER BY id"
        );
        // Of several, Core takes the last one's NAT.
        $nat = $internet === [] ? [] : $internet[count($internet) - 1];
        return [
            'interfaces' => $this->running($internet),
            'routes' => $this->routes->all(),
            'gateways' => $this->gateways->addresses(),
            'topology' => trim((string) ($nat['topology'] ?? '')) === self::PRIVATE ? self::PRIVATE : 'public',
            'externalAddress' => trim((string) ($nat['extipaddr'] ?? '')),
            'externalHost' => trim((string) ($nat['exthostname'] ?? '')),
        ];
    }

    /**
     * @param list<array<string, string|null>> $internet
     *
     * @return list<array{name: string, addresses: list<string>, internet: bool, vpn: bool}>
     *
     * @throws CannotRead
     */
    private function running(array $internet): array
    {
        $facing = array_map(
            static function (array $row): string {
                $vlan = Column::number($row['vlanid']);
                return $vlan > 0 ? "vlan$vlan" : Column::text($row['interface']);
            },
            $internet
        );
        $running = [];
        foreach ($this->interfaces->running() as ['name' => $name, 'addresses' => $addresses]) {
            if ($name !== self::LOOPBACK && $addresses !== []) {
                $running[] = [
                    'name' => $name,
                    'addresses' => $addresses,
                    'internet' => in_array($name, $facing, true),
                    'vpn' => $this->tunnels->has($name),
                ];
            }
        }
        return $running;
    }
}
