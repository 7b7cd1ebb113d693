<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Reads what limits programs, nothing of what they sign in with; and outgoing routes.
 *
 * @phpstan-import-type Row from Config
 */
final class LimitsReader
{
    private Rows $rows;
    private Schema $schema;

    public function __construct(Rows $rows, Schema $schema)
    {
        $this->rows = $rows;
        $this->schema = $schema;
    }

    /**
     * @return array<string, Row> by owner (Limits); a release without the table has none
     *
     * @throws CannotRead
     */
    public function read(): array
    {
        $limits = [];
        foreach (Limits::TABLES as $kind => $table) {
            $columns = Limits::COLUMNS[$kind];
            foreach ($columns as $column) {
                if (!$this->schema->hasColumn($table, $column)) {
                    continue 2;
                }
            }
            foreach ($this->rows->rows('SELECT id, ' . implode(', ', $columns) . " FROM $table ORDER BY id") as $row) {
                $limits[Limits::owner($kind, (int) $row['id'])] = array_intersect_key($row, array_flip($columns));
            }
        }
        return $limits;
    }
}
