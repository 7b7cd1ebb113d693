<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * The rows of Core's database that are looked at: of the running one, of the one that the release came with, or of a copy.
 *
 * @phpstan-type Tables array<string, list<array<string, string|null>>>
 */
final class CoreRows
{
    /** No columns with secrets. */
    public const COLUMNS = [
        'm_PbxSettings' => ['key', 'value'],
        'm_ApiKeys' => ['id', 'description', 'networkfilterid', 'allowed_paths', 'full_permissions', 'created_at'],
        'm_UserPasskeys' => ['id', 'login', 'credential_id', 'name', 'created_at'],
        'm_AsteriskManagerUsers' => [
            'id', 'username', 'call', 'cdr', 'originate', 'reporting', 'agent', 'config', 'dialplan', 'dtmf', 'log', 'system', 'user',
            'verbose', 'command', 'networkfilterid', 'description',
        ],
        'm_AsteriskRestUsers' => ['id', 'username', 'applications', 'description'],
        'm_Extensions' => ['number', 'type', 'callerid'],
        'm_ExternalPhones' => ['extension', 'dialstring'],
        'm_ExtensionForwardingRights' => ['extension', 'forwarding', 'forwardingonbusy', 'forwardingonunavailable'],
        'm_Sip' => ['uniqid', 'type', 'host', 'port', 'username', 'description', 'disabled', 'registration_type', 'outbound_proxy'],
        'm_Iax' => ['uniqid', 'host', 'username', 'description', 'disabled', 'registration_type'],
        'm_OutgoingRoutingTable' => ['id', 'rulename', 'providerid', 'numberbeginswith', 'restnumbers', 'trimfrombegin', 'prepend'],
        'm_IncomingRoutingTable' => ['id', 'rulename', 'number', 'extension', 'provider', 'action'],
        'm_CustomFiles' => ['id', 'filepath', 'content', 'mode'],
        'm_DialplanApplications' => ['uniqid', 'name', 'extension', 'applicationlogic', 'type'],
        'm_PbxExtensionModules' => ['uniqid', 'name', 'version', 'developer'],
    ];
    /** Of the settings, these. */
    public const SETTINGS = ['SSHAuthorizedKeys', 'SSHLogin', 'PBXTimezone'];

    /**
     * @return Tables without those that this release has not
     *
     * @throws CannotRead
     */
    public static function of(Rows $rows): array
    {
        $schema = new Schema($rows);
        $tables = [];
        foreach (self::COLUMNS as $table => $columns) {
            $there = array_filter($columns, static function (string $column) use ($schema, $table): bool {
                return $schema->hasColumn($table, $column);
            });
            if ($there === []) {
                continue;
            }
            $names = implode(', ', array_map(static function (string $column): string {
                return "`$column`";
            }, $there));
            $where = $table === 'm_PbxSettings' ? " WHERE key IN ('" . implode("', '", self::SETTINGS) . "')" : '';
            $tables[$table] = $rows->rows("SELECT $names FROM `$table`$where");
        }
        return $tables;
    }
}
