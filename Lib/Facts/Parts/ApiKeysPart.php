<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Facts\FleetingPart;
use Modules\ModuleSecurityChecklist\Lib\Facts\LocalTime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Keys of the REST API: what they may do, from where, and when they were last used.
 */
final class ApiKeysPart implements DatabasePart, FleetingPart
{
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
        return 'apiKeys';
    }

    public function read(): array
    {
        if (!$this->schema->hasTable('m_ApiKeys')) {
            throw new CannotRead(CannotRead::NOT_SUPPORTED);
        }
        $zone = $this->settings->text('PBXTimezone');
        $paths = $this->schema->hasColumn('m_ApiKeys', Limits::PATHS) ? Limits::PATHS : 'NULL';
        $rows = $this->rows->rows(
            "SELECT id, description, full_permissions, networkfilterid, created_at, last_used_at, $paths AS paths
             FROM m_ApiKeys ORDER BY id"
        );
        $keys = [];
        foreach ($rows as $row) {
            $filterId = Column::filterId($row['networkfilterid']);
            $mayAll = Limits::mayAll([Limits::FULL => $row['full_permissions']]);
            $keys[] = [
                'id' => Column::text($row['id']),
                'name' => Column::text($row['description']),
                'fullPermissions' => $mayAll,
                'noRights' => !$mayAll && $paths === Limits::PATHS && Limits::paths([Limits::PATHS => $row['paths']]) === [],
                'networkFilter' => $filterId !== null,
                'filterId' => $filterId,
                'createdAt' => LocalTime::iso(Column::text($row['created_at']), $zone),
                'lastUsedAt' => LocalTime::iso(Column::text($row['last_used_at']), $zone),
            ];
        }
        return $keys;
    }

    /**
     * Core writes once a minute when a key was last used: no setting changed.
     */
    public function lasting(array $data): array
    {
        return array_map(static function ($key) {
            return is_array($key) ? array_diff_key($key, ['lastUsedAt' => true]) : $key;
        }, $data);
    }
}
