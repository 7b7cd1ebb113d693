<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Cidr;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Facts\FirewallServices;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * The firewall as it is configured: its rules in the order of their rows. What really runs is part `runningRules`.
 */
final class FirewallPart implements DatabasePart
{
    private const MAX_REQUESTS = 'PBXFirewallMaxReqSec';

    private Rows $rows;
    private Schema $schema;
    private Settings $settings;

    public function __construct(Rows $rows, Schema $schema, Settings $settings)
    {
        $this->rows = $rows;
        $this->schema = $schema;
        $this->settings = $settings;
    }

    public function name(): string
    {
        return 'firewall';
    }

    public function read(): array
    {
        $maxRequests = $this->settings->find(self::MAX_REQUESTS);
        return [
            'enabled' => $this->settings->isOn('PBXFirewallEnabled'),
            'maxRequestsPerSecond' => $maxRequests === null ? null : Column::number($maxRequests),
            'rules' => $this->rules(),
        ];
    }

    /**
     * @return list<array<string, mixed>>
     *
     * @throws CannotRead
     */
    private function rules(): array
    {
        $priority = $this->schema->columnOrNull('f', 'm_NetworkFilters', 'priority');
        $filters = $this->rows->rows(
            "SELECT f.id, f.description, f.permit, f.newer_block_ip, f.local_network, $priority AS priority
             FROM m_NetworkFilters f ORDER BY f.id"
        );
        $services = FirewallServices::byFilter($this->rows->rows(
            'SELECT id, networkfilterid, category, action, protocol, portfrom, portto FROM m_FirewallRules ORDER BY id'
        ));
        $users = $this->usersByFilter();
        $permanent = $this->permanentNetworks();
        $rules = [];
        foreach ($filters as $filter) {
            $id = Column::text($filter['id']);
            $permit = Column::text($filter['permit']);
            $network = self::networkOf($permit);
            // The page marks the first rule of each such network.
            $isPermanent = $network !== null && isset($permanent[$network]);
            unset($permanent[(string) $network]);
            $rules[] = [
                'id' => $id,
                'name' => Column::text($filter['description']),
                'permit' => $permit,
                'priority' => $filter['priority'] === null ? null : Column::number($filter['priority']),
                'neverBlock' => Column::isOn($filter['newer_block_ip']),
                'localNetwork' => Column::isOn($filter['local_network']),
                'services' => $services[$id] ?? [],
                'permanent' => $isPermanent,
                'usedBy' => $users[$id] ?? [],
            ];
        }
        return $rules;
    }

    /**
     * Accounts, providers, AMI users and API keys that must come from the network of a rule.
     *
     * @return array<string, list<string>>
     *
     * @throws CannotRead
     */
    private function usersByFilter(): array
    {
        $sources = [
            "SELECT networkfilterid AS filter, CASE type WHEN 'peer' THEN 'sip:' || extension ELSE 'provider:' || uniqid
             END AS owner FROM m_Sip",
            "SELECT networkfilterid, 'ami:' || username FROM m_AsteriskManagerUsers",
        ];
        if ($this->schema->hasColumn('m_Iax', 'networkfilterid')) {
            $sources[] = "SELECT networkfilterid, 'provider:' || uniqid FROM m_Iax";
        }
        if ($this->schema->hasTable('m_ApiKeys')) {
            $sources[] = "SELECT networkfilterid, 'api-key:' || id FROM m_ApiKeys";
        }
        $all = implode(' UNION ALL ', $sources);
        $users = [];
        $chosen = $this->rows->rows(
            "SELECT filter, owner FROM ($all) WHERE filter NOT IN ('', '0', 0, 'none') AND owner <> ''"
        );
        foreach ($chosen as $row) {
            $users[Column::text($row['filter'])][] = Column::text($row['owner']);
        }
        return $users;
    }

    /**
     * Networks whose rule Core's page always shows: everybody, and those of local interfaces.
     *
     * @return array<string, true>
     *
     * @throws CannotRead
     */
    private function permanentNetworks(): array
    {
        $networks = ['0.0.0.0/0' => true];
        if ($this->schema->hasColumn('m_LanInterfaces', 'ipv6addr')) {
            $networks['::/0'] = true;
        }
        $local = $this->rows->rows(
            "SELECT ipaddr, subnet FROM m_LanInterfaces WHERE disabled = '0' AND internet = '0' AND ipaddr <> ''"
        );
        foreach ($local as $row) {
            $network = Cidr::network(Column::text($row['ipaddr']), Column::text($row['subnet']));
            if ($network !== null) {
                $networks[$network] = true;
            }
        }
        return $networks;
    }

    private static function networkOf(string $permit): ?string
    {
        $parts = explode('/', $permit, 2);
        return Cidr::network($parts[0], $parts[1] ?? '');
    }
}
