<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Core's database without its secrets, one JSON object a line; and the names of what was left out.
 */
final class CoreTables
{
    private const PAGE = 2000;
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;
    private const NAME = '/\A\w{1,100}\z/';

    private Rows $rows;

    public function __construct(Rows $rows)
    {
        $this->rows = $rows;
    }

    /**
     * @return Generator<int, string>
     *
     * @throws CannotRead
     */
    public function dump(): Generator
    {
        $tables = $this->rows->rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
        foreach ($tables as $row) {
            $table = (string) $row['name'];
            if ($table === Columns::SETTINGS) {
                yield from $this->settings();
            } elseif (isset(Columns::ALLOWED[$table])) {
                yield from $this->table($table, Columns::ALLOWED[$table]);
            } else {
                yield self::line(['table' => $table, 'leftOut' => true]);
            }
        }
    }

    /**
     * @param list<string> $allowed
     *
     * @return Generator<int, string>
     *
     * @throws CannotRead
     */
    private function table(string $table, array $allowed): Generator
    {
        $there = $this->columns($table);
        yield self::line(['table' => $table, 'leftOut' => array_values(array_diff($there, $allowed))]);
        $columns = implode(', ', array_map(static function (string $column): string {
            return "`$column`";
        }, array_values(array_intersect($allowed, $there))));
        for ($last = '0', $page = []; $page !== [] || $last === '0';) {
            $page = $columns === '' ? [] : $this->rows->rows(
                "SELECT rowid AS place_, $columns FROM `$table` WHERE rowid > CAST(:last AS INTEGER) ORDER BY rowid LIMIT " . self::PAGE,
                ['last' => $last]
            );
            foreach ($page as $row) {
                $last = (string) $row['place_'];
                unset($row['place_']);
                yield self::line(['table' => $table, 'row' => $row]);
            }
            if (count($page) < self::PAGE) {
                return;
            }
        }
    }

    /**
     * @return Generator<int, string>
     *
     * @throws CannotRead
     */
    private function settings(): Generator
    {
        $left = [];
        foreach ($this->rows->rows('SELECT key, value FROM ' . Columns::SETTINGS . ' ORDER BY key') as $row) {
            if (in_array($row['key'], Columns::SETTINGS_ALLOWED, true)) {
                yield self::line(['table' => Columns::SETTINGS, 'row' => $row]);
            } else {
                $left[] = $row['key'];
            }
        }
        yield self::line(['table' => Columns::SETTINGS, 'leftOut' => $left]);
    }

    /**
     * @return list<string>
     *
     * @throws CannotRead
     */
    private function columns(string $table): array
    {
        $names = [];
        foreach ($this->rows->rows("SELECT name FROM pragma_table_info('$table')") as $row) {
            if (preg_match(self::NAME, (string) $row['name']) === 1) {
                $names[] = (string) $row['name'];
            }
        }
        return $names;
    }

    /**
     * @param array<string, mixed> $fields
     */
    private static function line(array $fields): string
    {
        return json_encode($fields, self::FLAGS) . "\n";
    }
}
