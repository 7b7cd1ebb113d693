<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

use Modules\ModuleSecurityChecklist\Lib\Ports\CallRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * What was gathered, in sums: by account, by hour, and by number where numbers are told. As many as a page can show.
 *
 * @phpstan-import-type Sum from Tally
 * @phpstan-type Hour array{string, int}
 * @phpstan-type Account array<string, int|string>
 * @phpstan-type Told array{
 *     account: string, provider: string, number: string, whole: bool, calls: int, answered: int, seconds: int,
 *     longest: int, first: string, last: string, before: int, hours: list<Hour>
 * }
 * @phpstan-type Each array{int, string, int}
 * @phpstan-type Sums array{
 *     since: string|null, whole: bool, accounts: list<Account>, plain: list<Hour>, numbers: list<Told>, each?: list<Each>
 * }
 */
final class Summing
{
    private const MOST_ACCOUNTS = 2000;
    private const MOST_NUMBERS = 10000;
    private const MOST_HOURS = 50000;
    private const MOST_CALLS = 20000;
    /** Of a number that is told only by its beginning: enough for country and kind. */
    private const BEGINNING = 9;

    /** Costliest first. */
    private const TOLD = '
        CREATE TABLE temp.told AS
        SELECT account, provider, number, length(number) AS size, sum(at >= :from) AS calls,
            sum(at >= :from AND seconds > 0) AS answered, sum(seconds * (at >= :from)) AS seconds,
            max(seconds * (at >= :from)) AS longest, min(CASE WHEN at >= :from THEN at END) AS first,
            max(CASE WHEN at >= :from THEN at END) AS last, sum(at < :from) AS before
        FROM temp.leg GROUP BY account, provider, number
        ORDER BY 7 DESC, 5 DESC, 11 DESC';
    /** Ends count before beginnings. */
    private const AT_ONCE = "
        SELECT account, inside, max(printf('%09d', running) || at) FROM (
            SELECT account, at, inside, sum(step) OVER (
                PARTITION BY account ORDER BY at, step ROWS UNBOUNDED PRECEDING
            ) AS running
            FROM (
                SELECT account, at, at >= :from AS inside, 1 AS step FROM temp.leg
                UNION ALL
                SELECT account, ended, at >= :from, -1 FROM temp.leg
            )
        ) GROUP BY account, inside";
    private const NUMBERS = 'SELECT rowid, account, provider, number, size, calls, answered, seconds, longest, first, last, before
        FROM temp.told WHERE rowid <= :most';
    private const BEGINNINGS = '
        SELECT 0, account, provider, substr(number, 1, :digits), size, sum(calls), sum(answered), sum(seconds), max(longest),
            min(first), max(last), sum(before)
        FROM temp.told WHERE rowid > :most
        GROUP BY account, provider, substr(number, 1, :digits), size
        ORDER BY 8 DESC, 6 DESC LIMIT :most';
    private const HOURS = '
        SELECT t.rowid, substr(l.at, 1, 13), count(*)
        FROM temp.leg l JOIN temp.told t ON l.number = t.number AND l.account = t.account AND l.provider = t.provider
        WHERE l.at >= :from AND t.rowid <= :most
        GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ' . self::MOST_HOURS;
    /** The latest; how long the line was taken. */
    private const EACH = "
        SELECT t.rowid, substr(l.at, 1, 19), max(0, CAST(strftime('%s', l.ended) AS INTEGER) - CAST(strftime('%s', l.at) AS INTEGER))
        FROM temp.leg l JOIN temp.told t ON l.number = t.number AND l.account = t.account AND l.provider = t.provider
        WHERE l.at >= :from AND t.rowid <= :most
        ORDER BY l.at DESC, l.rowid DESC LIMIT " . self::MOST_CALLS;

    private CallRows $rows;
    private string $from;
    private bool $isEach;

    public function __construct(CallRows $rows, CallsQuestion $question)
    {
        $this->rows = $rows;
        $this->from = $question->from();
        $this->isEach = $question->isEach();
    }

    /**
     * @param bool $isEach each call to a number that is told was kept
     *
     * @return Sums
     *
     * @throws CannotRead
     */
    public function sums(Tally $tally, bool $isEach): array
    {
        $this->rows->rows(self::TOLD, ['from' => $this->from]);
        $numbers = $this->numbers();
        $accounts = $this->accounts($tally->sums());
        return [
            'since' => $tally->since(),
            'whole' => $isEach && !in_array(false, array_column($numbers, 'whole'), true),
            'accounts' => $accounts,
            'plain' => $tally->plain(),
            'numbers' => $numbers,
        ] + ($this->isEach ? ['each' => $this->each()] : []);
    }

    /**
     * Each call, by the place of its number among those that are told.
     *
     * @return list<Each>
     *
     * @throws CannotRead
     */
    private function each(): array
    {
        $each = [];
        foreach ($this->rows->lists(self::EACH, ['from' => $this->from, 'most' => self::MOST_NUMBERS]) as [$place, $at, $seconds]) {
            $each[] = [(int) $place - 1, (string) $at, (int) $seconds];
        }
        return array_reverse($each);
    }

    /**
     * @param array<string, Sum> $sums
     *
     * @return list<Account>
     *
     * @throws CannotRead
     */
    private function accounts(array $sums): array
    {
        $most = [];
        foreach ($this->rows->lists(self::AT_ONCE, ['from' => $this->from]) as [$account, $isInside, $text]) {
            $most[(string) $account][(int) $isInside] = [(int) substr((string) $text, 0, 9), substr((string) $text, 9)];
        }
        uasort($sums, static function (array $one, array $other): int {
            return $other['calls'] <=> $one['calls'];
        });
        $accounts = [];
        foreach (array_slice($sums, 0, self::MOST_ACCOUNTS, true) as $account => $sum) {
            $account = (string) $account;
            [$atOnce, $atOnceAt] = $most[$account][1] ?? [0, ''];
            $before = $most[$account][0][0] ?? 0;
            $accounts[] = ['account' => $account] + $sum
                + ['atOnce' => $atOnce, 'atOnceAt' => $atOnceAt, 'atOnceBefore' => $before];
        }
        return $accounts;
    }

    /**
     * @return list<Told>
     *
     * @throws CannotRead
     */
    private function numbers(): array
    {
        $most = ['most' => self::MOST_NUMBERS];
        $this->rows->rows('CREATE UNIQUE INDEX temp.byNumber ON told (number, account, provider)');
        $hours = [];
        foreach ($this->rows->lists(self::HOURS, $most + ['from' => $this->from]) as [$place, $hour, $calls]) {
            $hours[(int) $place][] = [(string) $hour, (int) $calls];
        }
        $numbers = [];
        foreach ($this->rows->lists(self::NUMBERS, $most) as $row) {
            $numbers[] = self::number($row, true, $hours[(int) $row[0]] ?? []);
        }
        foreach ($this->rows->lists(self::BEGINNINGS, $most + ['digits' => self::BEGINNING]) as $row) {
            $numbers[] = self::number($row, false, []);
        }
        return $numbers;
    }

    /**
     * @param list<int|string|float|null> $row
     * @param list<Hour>                  $hours
     *
     * @return Told
     */
    private static function number(array $row, bool $isWhole, array $hours): array
    {
        [, $account, $provider, $number, $size, $calls, $answered, $seconds, $longest, $first, $last, $before] = $row;
        return [
            'account' => (string) $account,
            'provider' => (string) $provider,
            'number' => $isWhole ? (string) $number : str_pad((string) $number, (int) $size, '?'),
            'whole' => $isWhole,
            'calls' => (int) $calls,
            'answered' => (int) $answered,
            'seconds' => (int) $seconds,
            'longest' => (int) $longest,
            'first' => (string) $first,
            'last' => (string) $last,
            'before' => (int) $before,
            'hours' => $hours,
        ];
    }
}
