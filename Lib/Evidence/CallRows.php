<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Calls of a period as CSV (RFC 4180), page by page, so that nobody who writes calls has to wait.
 */
final class CallRows
{
    private const COLUMNS = [
        'id', 'start', 'answer', 'endtime', 'src_num', 'src_name', 'dst_num', 'dst_name', 'did', 'disposition', 'dialstatus', 'duration', 'billsec',
        'from_account', 'to_account', 'src_chan', 'dst_chan', 'recordingfile', 'appname', 'is_app', 'transfer', 'a_transfer', 'UNIQUEID',
        'linkedid', 'src_call_id', 'dst_call_id', 'verbose_call_id', 'work_completed',
    ];
    private const PAGE = 2000;

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
    public function csv(Period $period): Generator
    {
        $there = array_column($this->rows->rows("SELECT name FROM pragma_table_info('cdr_general')"), 'name');
        $columns = array_values(array_intersect(self::COLUMNS, $there));
        if ($columns === []) {
            throw new CannotRead(CannotRead::MISSING, 'cdr_general');
        }
        yield self::line($columns);
        [$from, $to] = $period->ofCalls();
        $sql = 'SELECT ' . implode(', ', $columns) . ' FROM cdr_general WHERE id > CAST(:last AS INTEGER)'
            . ' AND start >= :from AND start <= :to ORDER BY id LIMIT ' . self::PAGE;
        $last = '0';
        do {
            $page = $this->rows->rows($sql, ['last' => $last, 'from' => $from, 'to' => $to]);
            $text = '';
            foreach ($page as $row) {
                $last = (string) $row['id'];
                $text .= self::line(array_values($row));
            }
            yield $text;
        } while (count($page) === self::PAGE);
    }

    /**
     * @param list<string|null> $values
     */
    private static function line(array $values): string
    {
        $quoted = array_map(static function (?string $value): string {
            return '"' . str_replace('"', '""', (string) $value) . '"';
        }, $values);
        return implode(',', $quoted) . "\r\n";
    }
}
