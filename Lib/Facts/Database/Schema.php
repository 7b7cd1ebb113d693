<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Which tables and columns this release has.
 */
final class Schema
{
    private Rows $rows;
    /** @var array<string, array<string, true>> columns by table; none where there is no such table */
    private array $columns = [];

    public function __construct(Rows $rows)
    {
        $this->rows = $rows;
    }

    /**
     * @throws CannotRead
     */
    public function hasTable(string $table): bool
    {
        return $this->columnsOf($table) !== [];
    }

    /**
     * @throws CannotRead
     */
    public function hasColumn(string $table, string $column): bool
    {
        return isset($this->columnsOf($table)[$column]);
    }

    /**
     * `t.column` where the release has it, else NULL: ready for a list of columns.
     *
     * @throws CannotRead
     */
    public function columnOrNull(string $alias, string $table, string $column): string
    {
        return $this->hasColumn($table, $column) ? "$alias.$column" : 'NULL';
    }

    /**
     * @return array<string, true>
     */
    private function columnsOf(string $table): array
    {
        if (!isset($this->columns[$table])) {
            $names = [];
            foreach ($this->rows->rows('SELECT name FROM pragma_table_info(:table)', ['table' => $table]) as $row) {
                $names[(string) $row['name']] = true;
            }
            $this->columns[$table] = $names;
        }
        return $this->columns[$table];
    }
}
