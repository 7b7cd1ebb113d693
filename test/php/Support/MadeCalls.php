<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use PDO;

/**
 * Core's table of calls with calls that were made up.
 */
final class MadeCalls
{
    public const TRUNK = 'SIP-TRUNK-0B1D2F3A';
    /** Numbers of 11 digits that begin with 83, 84, 88 or 89. */
    public const PLAIN = ['83-84/11', '88-89/11'];

    /** As both releases make it; the newer one has four columns more. */
    private const COLUMNS = "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, start VARCHAR(0), endtime VARCHAR(0), answer VARCHAR(0),
        src_chan VARCHAR(0), src_num VARCHAR(0), dst_chan VARCHAR(0), dst_num VARCHAR(0), UNIQUEID VARCHAR(0),
        linkedid VARCHAR(0), did VARCHAR(0), disposition VARCHAR(0), recordingfile VARCHAR(0), from_account VARCHAR(0),
        to_account VARCHAR(0), dialstatus VARCHAR(0), appname VARCHAR(0), transfer INTEGER, is_app VARCHAR(1),
        duration INTEGER, billsec INTEGER, work_completed VARCHAR(1), src_call_id VARCHAR(0), dst_call_id VARCHAR(0),
        verbose_call_id VARCHAR(0), a_transfer INTEGER";
    private const NEWER = ", src_name VARCHAR(0), dst_name VARCHAR(0), rec_src_channel VARCHAR(0), dtmf_digits VARCHAR(0)";

    public static function table(string $path, bool $isNewer = true): PDO
    {
        $pdo = new PDO("sqlite:$path");
        $pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
        $pdo->exec('CREATE TABLE cdr_general (' . self::COLUMNS . ($isNewer ? self::NEWER : '') . ')');
        $pdo->exec('CREATE INDEX i_cdr_general_start ON cdr_general (start)');
        return $pdo;
    }

    /**
     * One call that went out.
     */
    public static function add(PDO $pdo, string $account, string $number, string $start, int $seconds, string $trunk = self::TRUNK): void
    {
        $end = gmdate('Y-m-d H:i:s', (int) strtotime("$start UTC") + max(1, $seconds));
        $add = $pdo->prepare('INSERT INTO cdr_general (start, endtime, src_num, dst_num, from_account, to_account, billsec)
            VALUES (?, ?, ?, ?, ?, ?, ?)');
        $add->execute([$start, $end, $account, $number, $account, $trunk, $seconds]);
    }

    /**
     * 120 days from 2026-08-01 on.
     */
    public static function office(string $path, int $records): void
    {
        $pdo = self::table($path);
        $pdo->exec('PRAGMA journal_mode = OFF');
        $pdo->exec('PRAGMA synchronous = OFF');
        $day = 120 * 86400;
        $trunk = self::TRUNK;
        $pdo->exec("INSERT INTO cdr_general (start, endtime, answer, src_chan, src_num, dst_chan, dst_num, UNIQUEID, linkedid,
            did, disposition, recordingfile, from_account, to_account, dialstatus, duration, billsec, work_completed,
            src_call_id, dst_call_id, verbose_call_id)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < $records - 1),
            made AS (
                SELECT i, i * 7919 % 100 AS k, 200 + i * 104729 % 300 AS a, 200 + i * 15485863 / 7 % 300 AS b,
                    i * 32452843 / 11 % 400 AS d,
                    strftime('%Y-%m-%d %H:%M:%S', 1785542400 + CAST($day * (i * 1.0 / $records) AS INTEGER), 'unixepoch') AS at
                FROM n
            ), called AS (
                SELECT *, CASE WHEN k < 47 THEN substr('849584998812891689038926', 1 + 4 * (b % 6), 4) || printf('%07d', i * 49979687 / 13 % 40000)
                    WHEN k < 50 THEN '810' || substr('444986337375', 1 + 2 * (b % 6), 2) || printf('%010d', i * 49979687 / 13 % 3000)
                    ELSE CAST(b AS TEXT) END AS number
                FROM made
            )
            SELECT at || '.123', at || '.999', at || '.500', 'PJSIP/' || a || '-0000abcd', CAST(a AS TEXT), 'PJSIP/$trunk-0000abce', number,
                'mikopbx-' || (1790000000 + i) || '.' || i || '_AbCdEf', 'mikopbx-' || (1790000000 + i) || '.' || i, '74951234567', 'ANSWERED',
                '/storage/usbdisk1/mikopbx/astspool/monitor/2026/09/12/10/mikopbx-' || (1790000000 + i) || '.' || i || '_AbCdEf.mp3',
                CAST(a AS TEXT), CASE WHEN k < 50 THEN '$trunk' ELSE CAST(b AS TEXT) END, 'ANSWERED', d + 10, max(d - 100, 0), '1',
                'abcdef0123456789@192.168.1.20', '0123456789abcdef@10.0.0.1', 'C-' || printf('%08x', i)
            FROM called");
    }
}
