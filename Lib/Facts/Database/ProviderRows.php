<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * SIP and IAX providers, read once for the parts that need them.
 *
 * @phpstan-type ProviderRow array{
 *     kind: string|null, id: string|null, name: string|null, disabled: string|null, registration: string|null,
 *     noregister: string|null, host: string|null, login: string|null, secret: string|null, filter: string|null,
 *     attributes: string|null
 * }
 */
final class ProviderRows
{
    public const INBOUND = 'inbound';
    private const OUTBOUND = 'outbound';
    private const NONE = 'none';

    private Rows $rows;
    private Schema $schema;
    /** @var list<ProviderRow>|null */
    private ?array $providers = null;
    /** @var array<string, list<string>>|null */
    private ?array $hosts = null;

    public function __construct(Rows $rows, Schema $schema)
    {
        $this->rows = $rows;
        $this->schema = $schema;
    }

    /**
     * SIP first, each kind in the order of its rows.
     *
     * @return list<ProviderRow>
     *
     * @throws CannotRead
     */
    public function all(): array
    {
        if ($this->providers === null) {
            $registration = $this->schema->columnOrNull('i', 'm_Iax', 'registration_type');
            $filter = $this->schema->columnOrNull('i', 'm_Iax', 'networkfilterid');
            /** @var list<ProviderRow> $rows */
            $rows = $this->rows->rows(
                "SELECT 'sip' AS kind, s.uniqid AS id, s.description AS name, s.disabled,
                        s.registration_type AS registration, s.noregister, s.host, s.username AS login, s.secret,
                        s.networkfilterid AS filter, s.manualattributes AS attributes, s.id AS place
                 FROM m_Sip s WHERE s.type = 'friend'
                 UNION ALL
                 SELECT 'iax', i.uniqid, i.description, coalesce(i.disabled, '0'), $registration, i.noregister, i.host,
                        i.username, i.secret, $filter, i.manualattributes, i.id
                 FROM m_Iax i
                 ORDER BY kind DESC, place"
            );
            $this->providers = $rows;
        }
        return $this->providers;
    }

    /**
     * Addresses and names that Core opens for them, by the id of the provider.
     *
     * @return array<string, list<string>>
     *
     * @throws CannotRead
     */
    public function hosts(): array
    {
        if ($this->hosts === null) {
            $hosts = [];
            foreach ($this->rows->rows('SELECT provider_id, address FROM m_SipHosts ORDER BY id') as $row) {
                $hosts[Column::text($row['provider_id'])][] = str_replace("\n", '', Column::text($row['address']));
            }
            $this->hosts = $hosts;
        }
        return $this->hosts;
    }

    /**
     * Their secrets are shown nowhere.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['providers' => $this->providers === null ? null : count($this->providers)];
    }

    /**
     * What Core makes of it; older rows know only whether to register.
     *
     * @phpstan-param ProviderRow $row
     *
     * @return 'outbound'|'inbound'|'none'
     */
    public static function registration(array $row): string
    {
        $stored = Column::text($row['registration']);
        if ($stored === '') {
            return $row['noregister'] === '0' ? self::OUTBOUND : self::NONE;
        }
        return $stored === self::OUTBOUND || $stored === self::INBOUND ? $stored : self::NONE;
    }
}
