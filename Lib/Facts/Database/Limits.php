<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

/**
 * What limits a program: the network filter of a user of AMI, the rights of a key of the REST API. And what limits calls: the
 * numbers that an outgoing route takes. Columns as Core stores them.
 *
 * @phpstan-type Row array<string, string|null>
 */
final class Limits
{
    public const AMI = 'ami-network';
    public const KEY = 'api-key';
    public const ROUTE = 'route';
    public const TABLES = [
        self::AMI => 'm_AsteriskManagerUsers', self::KEY => 'm_ApiKeys', self::ROUTE => 'm_OutgoingRoutingTable',
    ];
    public const NETWORK = 'networkfilterid';
    public const FULL = 'full_permissions';
    public const PATHS = 'allowed_paths';
    public const PATTERN = 'numberbeginswith';
    public const REST = 'restnumbers';
    public const NAME = 'rulename';
    public const PROVIDER = 'providerid';
    private const PLACE = 'priority';
    private const CUT = 'trimfrombegin';
    private const PREPEND = 'prepend';
    public const COLUMNS = [
        self::AMI => [self::NETWORK],
        self::KEY => [self::FULL, self::PATHS],
        self::ROUTE => [
            self::NAME, self::PROVIDER, self::PLACE, self::PATTERN, self::REST, self::CUT, self::PREPEND,
        ],
    ];
    /** Of a route: where it stands, and how it is called, are a person's to change. */
    public const NUMBERS = [self::PATTERN, self::REST];
    /** Core may keep this word instead of a filter's id: from the PBX itself only. */
    public const LOCALHOST = 'localhost';
    public const OFF = '0';
    /**
     * What programs about calls and people ask for. Without whatever gives more than that (commands, files, modules, keys,
     * passwords of the cabinet, programs of AMI), and without changing what costs money or holds code of the dialplan.
     */
    public const TELEPHONY = [
        '/api/v3/call-queues' => 'write', '/api/v3/cdr' => 'write', '/api/v3/conference-rooms' => 'write',
        '/api/v3/dialplan-applications' => 'read', '/api/v3/employees' => 'write', '/api/v3/extensions' => 'write',
        '/api/v3/iax' => 'read', '/api/v3/iax-providers' => 'read', '/api/v3/incoming-routes' => 'write',
        '/api/v3/ivr-menu' => 'write', '/api/v3/off-work-times' => 'write', '/api/v3/outbound-routes' => 'read',
        '/api/v3/pbx-status' => 'read', '/api/v3/providers' => 'read', '/api/v3/sip' => 'write',
        '/api/v3/sip-providers' => 'read', '/api/v3/sound-files' => 'write',
    ];

    private const ON = '1';

    public static function owner(string $kind, int $id): string
    {
        return "$kind:$id";
    }

    /**
     * Id of a filter, or `localhost`; null: from anywhere.
     *
     * @param Row $row
     */
    public static function network(array $row): ?string
    {
        return Column::filterId($row[self::NETWORK] ?? null);
    }

    /**
     * Whether a key may do everything; one whose rights were never stored does.
     *
     * @param Row $row
     */
    public static function mayAll(array $row): bool
    {
        return Column::isOn($row[self::FULL] ?? self::ON);
    }

    /**
     * What a route takes, and what becomes of it.
     *
     * @param Row $row
     *
     * @return array<string, string>
     */
    public static function route(array $row): array
    {
        return [
            'provider' => (string) ($row[self::PROVIDER] ?? ''),
            'pattern' => (string) ($row[self::PATTERN] ?? ''),
            'rest' => (string) (int) ($row[self::REST] ?? 0),
            'cut' => (string) (int) ($row[self::CUT] ?? 0),
            'prepend' => (string) ($row[self::PREPEND] ?? ''),
        ];
    }

    /**
     * What a key may do besides, each path with its right.
     *
     * @param Row $row
     *
     * @return list<string>
     */
    public static function paths(array $row): array
    {
        $paths = [];
        $decoded = json_decode((string) ($row[self::PATHS] ?? ''), true);
        foreach (is_array($decoded) ? $decoded : [] as $path => $right) {
            $paths[] = trim((is_string($path) ? "$path " : '') . (is_string($right) ? $right : ''));
        }
        sort($paths, SORT_STRING);
        return $paths;
    }
}
