<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\ManualAttributes;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * Secrets of those whose secret is asked for, and of nobody else. The secrets themselves live in here only.
 */
final class SecretsReader
{
    private const ACCOUNTS = "SELECT id, extension AS name, secret, manualattributes FROM m_Sip WHERE type = 'peer' AND extension IN ";
    private const AMI = 'SELECT id, id AS name, secret, NULL AS manualattributes FROM m_AsteriskManagerUsers WHERE id IN ';
    private const ARI = 'SELECT id, id AS name, password AS secret, NULL AS manualattributes FROM m_AsteriskRestUsers WHERE id IN ';
    /** Values that one question holds. */
    private const MOST = 500;

    private Rows $rows;
    private CoreTraits $core;
    private Sealer $sealer;
    private Schema $schema;

    public function __construct(Rows $rows, CoreTraits $core, Sealer $sealer, Schema $schema)
    {
        $this->rows = $rows;
        $this->core = $core;
        $this->sealer = $sealer;
        $this->schema = $schema;
    }

    /**
     * Those that are not there are left out, and those that are there twice.
     *
     * @param list<string> $owners
     *
     * @return array<string, StoredSecret>
     *
     * @throws CannotRead
     */
    public function read(array $owners): array
    {
        $names = [];
        foreach ($owners as $owner) {
            $names[Owner::kind($owner)][] = Owner::name($owner);
        }
        $secrets = $this->from(self::ACCOUNTS, Owner::SIP, $names[Owner::SIP] ?? [])
            + $this->from(self::AMI, Owner::AMI, $names[Owner::AMI] ?? []);
        if (isset($names[Owner::ARI]) && $this->schema->hasTable('m_AsteriskRestUsers')) {
            $secrets += $this->from(self::ARI, Owner::ARI, $names[Owner::ARI]);
        }
        foreach (array_intersect_key(Owner::SETTINGS, $names) as $owner => $key) {
            $secrets += $this->setting($owner, $key);
        }
        return $secrets;
    }

    /**
     * @param list<string> $names
     *
     * @return array<string, StoredSecret>
     *
     * @throws CannotRead
     */
    private function from(string $sql, string $kind, array $names): array
    {
        $found = [];
        $twice = [];
        foreach (array_chunk($names, self::MOST) as $some) {
            $bind = [];
            foreach ($some as $place => $name) {
                $bind["name$place"] = $kind === Owner::SIP ? $name : (int) $name;
            }
            foreach ($this->rows->rows($sql . '(:' . implode(', :', array_keys($bind)) . ')', $bind) as $row) {
                $owner = "$kind:" . $row['name'];
                if (isset($found[$owner])) {
                    $twice[$owner] = true;
                }
                $found[$owner] = $this->stored($owner, (int) $row['id'], (string) $row['secret'], $row['manualattributes']);
            }
        }
        return array_diff_key($found, $twice);
    }

    /**
     * @throws CannotRead
     */
    private function stored(string $owner, int $id, string $secret, ?string $attributes): StoredSecret
    {
        $manual = ManualAttributes::of($attributes);
        return new StoredSecret(
            $id,
            $this->sealer->printOf($owner, $secret),
            $this->sealer->seal($owner, $secret),
            $manual->hash('auth') === null && $manual->override('auth', 'password') === null
        );
    }

    /**
     * @return array<string, StoredSecret>
     *
     * @throws CannotRead
     */
    private function setting(string $owner, string $key): array
    {
        $default = $this->core->settingDefaults()[$key] ?? null;
        if ($default === null) {
            return [];
        }
        $rows = $this->rows->rows('SELECT value FROM m_PbxSettings WHERE key = :key', ['key' => $key]);
        return [$owner => $this->stored($owner, 0, (string) ($rows[0]['value'] ?? $default), null)];
    }
}
