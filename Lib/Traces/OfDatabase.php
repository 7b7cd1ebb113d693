<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\LocalTime;

/**
 * What of Core's database a stranger could have made. An id is what stays when Core writes a row anew, so it is no number of a row where there is
 * anything else.
 *
 * @phpstan-import-type Tables from CoreRows
 */
final class OfDatabase
{
    /** What a kind is read from; without the table, the release does not have it. */
    private const TABLES = [
        Kinds::SSH_KEYS => 'm_PbxSettings',
        Kinds::API_KEYS => 'm_ApiKeys',
        Kinds::PASSKEYS => 'm_UserPasskeys',
        Kinds::AMI_USERS => 'm_AsteriskManagerUsers',
        Kinds::ARI_USERS => 'm_AsteriskRestUsers',
        Kinds::FORWARDS => 'm_ExtensionForwardingRights',
        Kinds::PROVIDERS => 'm_Sip',
        Kinds::OUTBOUND_ROUTES => 'm_OutgoingRoutingTable',
        Kinds::INCOMING_ROUTES => 'm_IncomingRoutingTable',
        Kinds::CUSTOM_FILES => 'm_CustomFiles',
        Kinds::APPLICATIONS => 'm_DialplanApplications',
        Kinds::MODULES => 'm_PbxExtensionModules',
    ];
    private const EXTERNAL = 'EXTERNAL';
    private const PROVIDER = 'friend';
    private const FORWARDS = ['always' => 'forwarding', 'busy' => 'forwardingonbusy', 'unavailable' => 'forwardingonunavailable'];
    private const UNTOUCHED = ['', 'none'];

    /** @var Tables */
    private array $tables;

    /**
     * @param Tables $tables
     */
    public function __construct(array $tables)
    {
        $this->tables = $tables;
    }

    /**
     * @return array<string, list<Thing>> by kind, without those that this release has not
     */
    public function things(): array
    {
        $made = [
            Kinds::SSH_KEYS => fn (): array => $this->sshKeys(),
            Kinds::API_KEYS => fn (): array => $this->apiKeys(),
            Kinds::PASSKEYS => fn (): array => $this->passkeys(),
            Kinds::AMI_USERS => fn (): array => $this->amiUsers(),
            Kinds::ARI_USERS => fn (): array => $this->ariUsers(),
            Kinds::FORWARDS => fn (): array => $this->forwards(),
            Kinds::PROVIDERS => fn (): array => $this->providers(),
            Kinds::OUTBOUND_ROUTES => fn (): array => $this->outboundRoutes(),
            Kinds::INCOMING_ROUTES => fn (): array => $this->incomingRoutes(),
            Kinds::CUSTOM_FILES => fn (): array => $this->customFiles(),
            Kinds::APPLICATIONS => fn (): array => $this->applications(),
            Kinds::MODULES => fn (): array => $this->modules(),
        ];
        $things = [];
        foreach (self::TABLES as $kind => $table) {
            if (isset($this->tables[$table])) {
                $things[$kind] = ($made[$kind])();
            }
        }
        return $things;
    }

    public function setting(string $key): string
    {
        foreach ($this->rows('m_PbxSettings') as $row) {
            if (self::text($row, 'key') === $key) {
                return self::text($row, 'value');
            }
        }
        return '';
    }

    /**
     * Uniqids of installed modules.
     *
     * @return list<string>
     */
    public function moduleIds(): array
    {
        return array_map(static function (array $row): string {
            return self::text($row, 'uniqid');
        }, $this->rows('m_PbxExtensionModules'));
    }

    /**
     * @return list<Thing>
     */
    private function sshKeys(): array
    {
        $things = [];
        foreach (AuthorizedKeys::in($this->setting('SSHAuthorizedKeys')) as $key) {
            $what = ['comment' => $key['comment'], 'type' => $key['type'], 'fingerprint' => $key['fingerprint'], 'place' => 'settings'];
            $things[] = new Thing($key['fingerprint'], '', $what);
        }
        return $things;
    }

    /**
     * @return list<Thing>
     */
    private function apiKeys(): array
    {
        return array_map(function (array $row): Thing {
            $isFull = Column::isOn($row['full_permissions'] ?? null);
            $what = ['name' => self::text($row, 'description'), 'row' => self::text($row, 'id'), 'rights' => $isFull ? 'all' : 'some'];
            $content = self::joined($row, ['full_permissions', 'allowed_paths', 'networkfilterid']);
            return new Thing(self::text($row, 'id'), $content, $what, $this->time($row, 'created_at'), Thing::ROW);
        }, $this->rows('m_ApiKeys'));
    }

    /**
     * @return list<Thing>
     */
    private function passkeys(): array
    {
        return array_map(function (array $row): Thing {
            $what = ['name' => self::text($row, 'name'), 'login' => self::text($row, 'login')];
            return new Thing(self::text($row, 'id'), self::text($row, 'credential_id'), $what, $this->time($row, 'created_at'), Thing::ROW);
        }, $this->rows('m_UserPasskeys'));
    }

    /**
     * @return list<Thing>
     */
    private function amiUsers(): array
    {
        return array_map(static function (array $row): Thing {
            $what = ['name' => self::text($row, 'username'), 'description' => self::text($row, 'description'), 'row' => self::text($row, 'id')];
            return new Thing(self::text($row, 'username'), implode("\0", array_diff_key($row, ['id' => '', 'description' => ''])), $what);
        }, $this->rows('m_AsteriskManagerUsers'));
    }

    /**
     * @return list<Thing>
     */
    private function ariUsers(): array
    {
        return array_map(static function (array $row): Thing {
            $what = ['name' => self::text($row, 'username'), 'description' => self::text($row, 'description'), 'row' => self::text($row, 'id')];
            return new Thing(self::text($row, 'username'), self::text($row, 'applications'), $what);
        }, $this->rows('m_AsteriskRestUsers'));
    }

    /**
     * To numbers that are not on this PBX. A number of somebody's mobile is reached over the dialled one behind it.
     *
     * @return list<Thing>
     */
    private function forwards(): array
    {
        [$own, $names, $dialled] = $this->numbers();
        $things = [];
        foreach ($this->rows('m_ExtensionForwardingRights') as $row) {
            $extension = self::text($row, 'extension');
            foreach (self::FORWARDS as $when => $column) {
                $target = self::text($row, $column);
                if ($target === '' || isset($own[$target])) {
                    continue;
                }
                $target = $dialled[$target] ?? $target;
                $what = ['extension' => $extension, 'name' => $names[$extension] ?? '', 'when' => $when, 'target' => $target];
                $things[] = new Thing("$extension $when", $target, $what);
            }
        }
        return $things;
    }

    /**
     * @return array{array<string, true>, array<string, string>, array<string, string>} own numbers; names, and what is dialled, by number
     */
    private function numbers(): array
    {
        $own = [];
        $names = [];
        foreach ($this->rows('m_Extensions') as $row) {
            $number = self::text($row, 'number');
            $names[$number] = self::text($row, 'callerid');
            if (self::text($row, 'type') !== self::EXTERNAL) {
                $own[$number] = true;
            }
        }
        $dialled = [];
        foreach ($this->rows('m_ExternalPhones') as $row) {
            if (self::text($row, 'dialstring') !== '') {
                $dialled[self::text($row, 'extension')] = self::text($row, 'dialstring');
            }
        }
        return [$own, $names, $dialled];
    }

    /**
     * @return list<Thing>
     */
    private function providers(): array
    {
        $things = [];
        foreach (['m_Sip' => 'sip', 'm_Iax' => 'iax'] as $table => $kind) {
            foreach ($this->rows($table) as $row) {
                if ($table === 'm_Sip' && self::text($row, 'type') !== self::PROVIDER) {
                    continue;
                }
                $what = ['name' => self::text($row, 'description'), 'host' => self::text($row, 'host'), 'row' => self::text($row, 'uniqid'), 'type' => $kind];
                $content = self::joined($row, ['host', 'port', 'username', 'disabled', 'registration_type', 'outbound_proxy']);
                $things[] = new Thing(self::text($row, 'uniqid'), $content, $what);
            }
        }
        return $things;
    }

    /**
     * @return list<Thing>
     */
    private function outboundRoutes(): array
    {
        return array_map(static function (array $row): Thing {
            $what = ['name' => self::text($row, 'rulename'), 'begins' => self::text($row, 'numberbeginswith'), 'row' => self::text($row, 'id')];
            $content = self::joined($row, ['providerid', 'numberbeginswith', 'restnumbers', 'trimfrombegin', 'prepend']);
            return new Thing(self::text($row, 'id'), $content, $what);
        }, $this->rows('m_OutgoingRoutingTable'));
    }

    /**
     * @return list<Thing>
     */
    private function incomingRoutes(): array
    {
        [$own, , $dialled] = $this->numbers();
        return array_map(static function (array $row) use ($own, $dialled): Thing {
            $target = self::text($row, 'extension');
            $isOutside = $target !== '' && !isset($own[$target]) && self::text($row, 'action') === 'extension';
            $target = $isOutside ? $dialled[$target] ?? $target : $target;
            $what = [
                'name' => self::text($row, 'rulename'), 'number' => self::text($row, 'number'), 'target' => $target,
                'outside' => $isOutside ? 'yes' : '', 'row' => self::text($row, 'id'),
            ];
            $content = $target . "\0" . self::joined($row, ['number', 'provider', 'action']);
            return new Thing(self::text($row, 'id'), $content, $what);
        }, $this->rows('m_IncomingRoutingTable'));
    }

    /**
     * Core has a row for each file that can be changed; those that nobody changed are none.
     *
     * @return list<Thing>
     */
    private function customFiles(): array
    {
        $things = [];
        foreach ($this->rows('m_CustomFiles') as $row) {
            $mode = self::text($row, 'mode');
            if (!in_array($mode, self::UNTOUCHED, true)) {
                $what = ['path' => self::text($row, 'filepath'), 'mode' => $mode, 'row' => self::text($row, 'id')];
                $things[] = new Thing(self::text($row, 'filepath'), $mode . "\0" . self::text($row, 'content'), $what);
            }
        }
        return $things;
    }

    /**
     * @return list<Thing>
     */
    private function applications(): array
    {
        return array_map(static function (array $row): Thing {
            $what = ['name' => self::text($row, 'name'), 'extension' => self::text($row, 'extension'), 'row' => self::text($row, 'uniqid')];
            return new Thing(self::text($row, 'uniqid'), self::joined($row, ['type', 'extension', 'applicationlogic']), $what);
        }, $this->rows('m_DialplanApplications'));
    }

    /**
     * @return list<Thing>
     */
    private function modules(): array
    {
        return array_map(static function (array $row): Thing {
            $what = [
                'id' => self::text($row, 'uniqid'), 'name' => self::text($row, 'name'), 'developer' => self::text($row, 'developer'), 'place' => 'settings',
            ];
            return new Thing(self::text($row, 'uniqid'), '', $what);
        }, $this->rows('m_PbxExtensionModules'));
    }

    /**
     * @return list<array<string, string|null>>
     */
    private function rows(string $table): array
    {
        return $this->tables[$table] ?? [];
    }

    /**
     * @param array<string, string|null> $row
     */
    private function time(array $row, string $column): ?int
    {
        $iso = LocalTime::iso(self::text($row, $column), $this->setting('PBXTimezone'));
        $time = $iso === null ? false : strtotime($iso);
        return $time === false ? null : $time;
    }

    /**
     * @param array<string, string|null> $row
     */
    private static function text(array $row, string $column): string
    {
        return $row[$column] ?? '';
    }

    /**
     * @param array<string, string|null> $row
     * @param list<string>               $columns
     */
    private static function joined(array $row, array $columns): string
    {
        return implode("\0", array_map(static function (string $column) use ($row): string {
            return self::text($row, $column);
        }, $columns));
    }
}
