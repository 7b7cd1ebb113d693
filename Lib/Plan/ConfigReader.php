<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * Reads what plans can change, anew each time: nine questions, however many rules there are.
 */
final class ConfigReader
{
    private const KEYS = [
        Config::FIREWALL, Config::FAIL2BAN, Config::KEYS_ONLY, Config::RELEASE, 'WEBPort', 'WEBHTTPSPort', Config::ISOLATION,
        Config::CALLS, Config::BRAKE, Config::SSH_KEYS,
    ];
    /** Tables whose rows can refer to a network filter. */
    private const USERS = ['m_Sip', 'm_Iax', 'm_AsteriskManagerUsers', 'm_ApiKeys'];

    private Rows $rows;
    private CoreTraits $core;
    private Sealer $sealer;

    public function __construct(Rows $rows, CoreTraits $core, ?Sealer $sealer = null)
    {
        $this->rows = $rows;
        $this->core = $core;
        $this->sealer = $sealer ?? new NoSealer();
    }

    /**
     * @param list<string> $owners whose secrets are looked at, too
     *
     * @throws CannotRead
     */
    public function read(array $owners = []): Config
    {
        $schema = new Schema($this->rows);
        $filters = [];
        foreach ($this->rows->rows('SELECT * FROM m_NetworkFilters ORDER BY id') as $filter) {
            $filters[(int) $filter['id']] = $filter;
        }
        return new Config(
            $filters,
            $this->rows->rows('SELECT * FROM m_FirewallRules ORDER BY id'),
            $this->settings(),
            $this->rows->rows('SELECT * FROM m_Fail2BanRules WHERE id = 1')[0] ?? null,
            $schema->hasColumn('m_NetworkFilters', 'priority'),
            $this->usedFilters($schema),
            (new SecretsReader($this->rows, $this->core, $this->sealer, $schema))->read($owners),
            $this->sealer,
            (new LimitsReader($this->rows, $schema))->read()
        );
    }

    /**
     * Of Core, as it says itself.
     *
     * @throws CannotRead
     */
    public function release(): string
    {
        return trim($this->settings()[Config::RELEASE] ?? '');
    }

    /**
     * @return array<string, string>
     *
     * @throws CannotRead
     */
    private function settings(): array
    {
        $defaults = $this->core->settingDefaults();
        // A value that a newer release left behind means nothing to this one.
        $keys = self::KEYS;
        foreach ([Config::MODE, Config::ORIGINS] as $newer) {
            $keys = isset($defaults[$newer]) ? array_merge($keys, [$newer]) : $keys;
        }
        $bind = [];
        foreach ($keys as $place => $key) {
            $bind["key$place"] = $key;
        }
        $names = ':' . implode(', :', array_keys($bind));
        $stored = [];
        foreach ($this->rows->rows("SELECT key, value FROM m_PbxSettings WHERE key IN ($names)", $bind) as $row) {
            if ($row['value'] !== null) {
                $stored[(string) $row['key']] = $row['value'];
            }
        }
        return $stored + array_intersect_key($defaults, array_flip($keys));
    }

    /**
     * @return list<int>
     *
     * @throws CannotRead
     */
    private function usedFilters(Schema $schema): array
    {
        $used = [];
        foreach (self::USERS as $table) {
            if ($schema->hasColumn($table, 'networkfilterid')) {
                foreach ($this->rows->rows("SELECT DISTINCT networkfilterid AS id FROM $table") as $row) {
                    $used[] = (int) $row['id'];
                }
            }
        }
        return $used;
    }
}
