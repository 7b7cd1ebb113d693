<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Rows of texts, one for each key; the key is some of the columns.
 */
final class RowsByKey
{
    /** They are all in the facts, so there must be an end. Far more than a PBX has questions and problems. */
    public const MOST = 1000;

    private Storage $storage;
    private string $table;
    /** @var list<string> */
    private array $columns;
    /** @var list<string> */
    private array $key;

    /**
     * @param list<string> $columns
     * @param list<string> $key
     */
    public function __construct(Storage $storage, string $table, array $columns, array $key)
    {
        $this->storage = $storage;
        $this->table = $table;
        $this->columns = $columns;
        $this->key = $key;
    }

    /**
     * @return list<array<string, string>> by column, oldest first; NULL is ''
     *
     * @throws CannotStore
     */
    public function all(): array
    {
        $rows = $this->storage->rows('SELECT ' . implode(', ', $this->columns) . " FROM $this->table ORDER BY id");
        return array_map(
            static function (array $row): array {
                return array_map('strval', $row);
            },
            $rows
        );
    }

    /**
     * In place of the row with the same key.
     *
     * @param array<string, string> $row by column
     *
     * @return bool false: there are as many as there may be, and this would be one more
     *
     * @throws CannotStore
     */
    public function put(array $row): bool
    {
        return $this->storage->atOnce(function () use ($row): bool {
            $this->withdraw(array_intersect_key($row, array_flip($this->key)));
            if ($this->count() >= self::MOST) {
                return false;
            }
            $this->storage->write(
                "INSERT INTO $this->table (" . implode(', ', $this->columns) . ')'
                    . ' VALUES (:' . implode(', :', $this->columns) . ')',
                $row
            );
            return true;
        });
    }

    /**
     * @param array<string, string> $key by column
     *
     * @return bool whether there was such a row
     *
     * @throws CannotStore
     */
    public function withdraw(array $key): bool
    {
        return $this->storage->atOnce(function () use ($key): bool {
            $where = '';
            foreach ($this->key as $column) {
                $where .= ($where === '' ? ' WHERE ' : ' AND ') . "$column = :$column";
            }
            $isThere = $this->storage->rows("SELECT 1 FROM $this->table$where", $key) !== [];
            if ($isThere) {
                $this->storage->write("DELETE FROM $this->table$where", $key);
            }
            return $isThere;
        });
    }

    private function count(): int
    {
        return (int) ($this->storage->rows("SELECT COUNT(*) AS rows FROM $this->table")[0]['rows'] ?? 0);
    }
}
