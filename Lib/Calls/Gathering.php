<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\CallRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Goes through the calls that went out once, some thousand records at a time, so that Core never waits long: counts all of
 * them, and puts those to numbers that are not plain into a table of its own (`temp.leg`), which does not take memory.
 *
 * A record is one attempt over one provider. `dst_num` is what somebody dialled, before the route cuts and adds digits;
 * `to_account` is the account of the provider. Providers that are gone are known by the beginning that Core gives their
 * accounts.
 */
final class Gathering
{
    private const AT_ONCE = 5000;
    private const ROWS_AT_ONCE = 100;
    /** Calls beyond them are not told by number, only counted. */
    private const MOST_LEGS = 1000000;
    private const LONGEST = 64;

    private const TABLE = 'CREATE TABLE temp.leg (account TEXT, provider TEXT, number TEXT, at TEXT, ended TEXT, seconds INTEGER)';
    private const BOUNDS = 'SELECT min(id), max(id) FROM cdr_general WHERE start >= :from AND start < :to';
    /** By the number of the record: + keeps SQLite from the index of times, which leads all over the file. */
    private const READ = "
        SELECT from_account, src_num, to_account, dst_num, start, endtime, billsec FROM cdr_general
        WHERE id >= :low AND id < :high AND +start >= :from AND +start < :to
            AND (to_account GLOB 'SIP-*' OR to_account GLOB 'IAX-*' OR to_account IN (SELECT account FROM temp.trunk))";

    private CallRows $rows;
    private CallsQuestion $question;
    /** @var array<string, string> */
    private array $trunks;
    private PlainNumbers $plain;
    private Tally $tally;
    private int $legs = 0;
    /** @var list<array{string, string, string, string, string, int}> */
    private array $waiting = [];

    /**
     * @param array<string, string> $trunks providers by account
     */
    public function __construct(CallRows $rows, CallsQuestion $question, array $trunks, Tally $tally)
    {
        $this->rows = $rows;
        $this->question = $question;
        $this->trunks = $trunks;
        $this->plain = new PlainNumbers($question->plain());
        $this->tally = $tally;
    }

    /**
     * @param Closure(int, int): bool $goesOn told how many of how many records were looked at; false: nobody wants it
     *
     * @return bool whether it went through all
     *
     * @throws CannotRead
     */
    public function run(Closure $goesOn): bool
    {
        $this->rows->rows(self::TABLE);
        $this->rows->rows('CREATE TABLE temp.trunk (account TEXT PRIMARY KEY) WITHOUT ROWID');
        foreach (array_keys($this->trunks) as $account) {
            $this->rows->rows('INSERT OR IGNORE INTO temp.trunk VALUES (:account)', ['account' => (string) $account]);
        }
        $period = ['from' => $this->question->earliest(), 'to' => $this->question->to()];
        [$first, $last] = $this->rows->lists(self::BOUNDS, $period)[0] ?? [null, null];
        $low = (int) $first;
        $end = $last === null ? $low : (int) $last + 1;
        for ($at = $low; $at < $end; $at += self::AT_ONCE) {
            if (!$goesOn($at - $low, $end - $low)) {
                return false;
            }
            $records = $this->rows->lists(self::READ, $period + ['low' => $at, 'high' => min($at + self::AT_ONCE, $end)]);
            foreach ($records as [$account, $caller, $trunk, $number, $start, $ended, $seconds]) {
                $this->take(
                    (string) ($account === null || $account === '' ? $caller : $account),
                    (string) $trunk,
                    (string) $number,
                    (string) $start,
                    (string) $ended,
                    max(0, (int) $seconds)
                );
            }
            $this->store();
            $this->tally->rest();
        }
        return $goesOn($end - $low, $end - $low);
    }

    /**
     * Whether each call to a number that is not plain is told.
     */
    public function isWhole(): bool
    {
        return $this->legs <= self::MOST_LEGS;
    }

    private function take(string $account, string $trunk, string $number, string $at, string $ended, int $seconds): void
    {
        $provider = $this->trunks[$trunk] ?? $trunk;
        $isPlain = $this->plain->holds($provider, $number);
        $account = substr($account, 0, self::LONGEST);
        $this->tally->add($account, $at, $seconds, $isPlain);
        if (!$isPlain && ++$this->legs <= self::MOST_LEGS) {
            $this->waiting[] = [$account, $provider, substr($number, 0, self::LONGEST), $at, max($ended, $at), $seconds];
        }
    }

    /**
     * @throws CannotRead
     */
    private function store(): void
    {
        foreach (array_chunk($this->waiting, self::ROWS_AT_ONCE) as $legs) {
            $values = implode(',', array_fill(0, count($legs), '(?, ?, ?, ?, ?, ?)'));
            $this->rows->lists("INSERT INTO temp.leg VALUES $values", array_merge(...$legs));
        }
        $this->waiting = [];
    }
}
