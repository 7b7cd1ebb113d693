<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

/**
 * Rows of a copy of Core's database, which is SQL as `sqlite3` writes it. It is read, and never run: whoever can put a file there shall not have
 * root run it.
 *
 * @phpstan-import-type Tables from CoreRows
 */
final class SqlCopy
{
    private const INSERT = '/\AINSERT INTO ["`]?(\w+)["`]? VALUES\(/';
    private const CREATE = '/\ACREATE TABLE (?:IF NOT EXISTS )?["`]?(\w+)["`]?\s*\(/';
    private const COLUMN = '/\A\s*["`]?(\w+)["`]?/';
    /** Words that begin what is no column. */
    private const NO_COLUMNS = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK'];
    /** A value: a text, a call of a function over texts (line breaks in texts), or a word. */
    private const VALUE = '/\G((?:replace\()*)(?:\'((?:[^\']|\'\')*)\'|([^,()\']+))((?:,\'(?:[^\']|\'\')*\',char\(\d+\)\))*)(,|\)|\z)/';
    private const PAIR = '/,\'((?:[^\']|\'\')*)\',char\((\d+)\)\)/';
    private const LONGEST = 1048576;

    /** @var array<string, list<string>> */
    private array $columns = [];
    /** @var Tables */
    private array $tables = [];

    /**
     * @param iterable<string> $lines with their ends
     *
     * @return Tables
     */
    public static function tables(iterable $lines): array
    {
        $copy = new self();
        $statement = '';
        $isOpen = false;
        foreach ($lines as $line) {
            $statement = strlen($statement) > self::LONGEST ? '' : $statement . $line;
            $isOpen = substr_count($line, "'") % 2 === 1 ? !$isOpen : $isOpen;
            if (!$isOpen && substr(rtrim($line), -1) === ';') {
                $copy->take(rtrim($statement));
                $statement = '';
            }
        }
        return $copy->tables;
    }

    private function take(string $statement): void
    {
        if (preg_match(self::INSERT, $statement, $found) === 1) {
            $columns = $this->columns[$found[1]] ?? null;
            if ($columns !== null) {
                $this->insert($found[1], $columns, substr($statement, strlen($found[0])));
            }
        } elseif (preg_match(self::CREATE, $statement, $found) === 1 && isset(CoreRows::COLUMNS[$found[1]])) {
            $this->columns[$found[1]] = self::columnsIn(substr($statement, strlen($found[0])));
            $this->tables[$found[1]] = [];
        }
    }

    /**
     * @param list<string> $columns
     */
    private function insert(string $table, array $columns, string $values): void
    {
        $row = [];
        $offset = 0;
        foreach ($columns as $column) {
            if (preg_match(self::VALUE, $values, $found, PREG_UNMATCHED_AS_NULL, $offset) !== 1) {
                return;
            }
            $offset += strlen((string) $found[0]);
            if (in_array($column, CoreRows::COLUMNS[$table] ?? [], true)) {
                $row[$column] = self::value($found);
            }
            if ($found[5] !== ',') {
                break;
            }
        }
        $isAsked = $table !== 'm_PbxSettings' || in_array($row['key'] ?? '', CoreRows::SETTINGS, true);
        if ($isAsked) {
            $this->tables[$table][] = $row;
        }
    }

    /**
     * @param array<int, string|null> $found
     */
    private static function value(array $found): ?string
    {
        if (($found[2] ?? null) === null) {
            $word = $found[3] ?? '';
            return $word === 'NULL' ? null : $word;
        }
        $text = str_replace("''", "'", $found[2]);
        preg_match_all(self::PAIR, (string) ($found[4] ?? ''), $pairs, PREG_SET_ORDER);
        foreach ($pairs as [, $from, $code]) {
            $text = str_replace(str_replace("''", "'", $from), chr((int) $code), $text);
        }
        return $text;
    }

    /**
     * @return list<string>
     */
    private static function columnsIn(string $definition): array
    {
        $columns = [];
        // What is in brackets, and texts, hold no column.
        $bare = (string) preg_replace(['/\'[^\']*\'/', '/\([^()]*\)/'], ['0', ''], $definition);
        foreach (explode(',', $bare) as $part) {
            if (preg_match(self::COLUMN, $part, $found) === 1 && !in_array(strtoupper($found[1]), self::NO_COLUMNS, true)) {
                $columns[] = $found[1];
            }
        }
        return $columns;
    }
}
