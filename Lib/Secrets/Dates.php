<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Data\Letters;

/**
 * Dates in a text, in the spellings people use: 24.12.1985, 1985-12-24, 24121985, 241285, 24dec85, May 3 1985
 * (sites/checklist/secrets/dates.ts).
 *
 * Places are those of `flat` text: one byte for each character, so that a place in bytes is a place in characters.
 *
 * A span is where something starts and the place behind it.
 *
 * @phpstan-type Span array{int, int}
 */
final class Dates
{
    private const GAP = '[.\-/_, ]';
    private const SEPARATED = '~(?<!\d)(\d{1,4})([.\-/_, ])(\d{1,2})\2(\d{1,4})(?!\d)~';
    private const LONG_YEAR = '(?:19|20)\d\d(?!\d)';
    private const SHORT_YEAR = '\d\d(?!\d)';
    private const DIGITS = '/\d{6,}/';
    /** So long a hexadecimal secret holds dates by chance, but at its ends hardly any. */
    private const MIXED = '/\A(?=.*[a-f])[\da-f]{16,}\z/';
    private const FULL = 8;
    private const FEW = 4;
    private const YEAR = '/(?:19|20)\d\d/';
    private const YEAR_LENGTH = 4;
    private const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /** @var array<string, string> letters of the months that take more than one byte, each as one */
    private array $bytes = [];
    /** What every date needs. */
    private string $hint;
    /** @var list<string> with the name of the month; the first group is the day */
    private array $named = [];

    public function __construct()
    {
        $months = implode('|', Letters::MONTHS);
        foreach (Text::points($months) as $point) {
            if (strlen($point) > 1) {
                $this->bytes[$point] ??= chr(0x80 + count($this->bytes));
            }
        }
        $month = '(?:' . strtr($months, $this->bytes) . ')';
        $gap = self::GAP;
        $ordinal = '(?:st|nd|rd|th)?';
        // With a short year something has to hold it apart, or random secrets hold dates.
        $patterns = [
            "(?<!\d)(\d{1,2})$gap{0,2}$month$gap{0,2}" . self::LONG_YEAR,
            "(?<!\d)(\d{1,2})$gap{1,2}$month$gap{1,2}" . self::SHORT_YEAR,
            "(?<!\d)(\d\d)$month" . self::SHORT_YEAR,
            "$month$gap{0,2}(\d{1,2})$ordinal$gap{0,2}" . self::LONG_YEAR,
            "$month$gap{0,2}(\d{1,2})$ordinal$gap{1,2}" . self::SHORT_YEAR,
        ];
        foreach ($patterns as $pattern) {
            $this->named[] = "~$pattern~";
        }
        $this->hint = "~\d{6}|\d$gap\d{1,2}$gap\d|$month~";
    }

    /**
     * One byte for each character: what no month is written with becomes one byte that stands for nothing.
     *
     * @param string $lower UTF-8
     */
    public function flat(string $lower): string
    {
        if (Text::isAscii($lower)) {
            return $lower;
        }
        $flat = '';
        foreach (Text::points($lower) as $point) {
            $flat .= strlen($point) === 1 ? $point : $this->bytes[$point] ?? "\xff";
        }
        return $flat;
    }

    /**
     * @param string $flat lower case
     *
     * @return list<Span>
     */
    public function in(string $flat): array
    {
        if (preg_match($this->hint, $flat) !== 1) {
            return [];
        }
        $spans = [];
        foreach (self::matches(self::SEPARATED, $flat) as $match) {
            if (self::isDate($match[1][0], $match[3][0], $match[4][0])) {
                $spans[] = self::span($match);
            }
        }
        foreach ($this->named as $pattern) {
            foreach (self::matches($pattern, $flat) as $match) {
                $day = (int) $match[1][0];
                if ($day >= 1 && $day <= 31) {
                    $spans[] = self::span($match);
                }
            }
        }
        foreach (self::matches(self::DIGITS, $flat) as $match) {
            $spans = array_merge($spans, self::inRun($match[0][0], $match[0][1]));
        }
        return preg_match(self::MIXED, $flat) === 1 ? self::meant($spans, $flat) : $spans;
    }

    /**
     * At an end, with the year in full; or all the rest is of a few characters.
     *
     * @param list<Span> $spans
     *
     * @return list<Span>
     */
    private static function meant(array $spans, string $flat): array
    {
        return array_values(array_filter($spans, static function (array $span) use ($flat): bool {
            [$from, $to] = $span;
            $isAtEnd = $from === 0 || $to === strlen($flat);
            $rest = substr_replace($flat, '', $from, $to - $from);
            return ($isAtEnd && $to - $from >= self::FULL) || strlen(count_chars($rest, 3)) <= self::FEW;
        }));
    }

    /**
     * Years of this century and the last, each counted alone.
     *
     * @return list<Span>
     */
    public function years(string $flat): array
    {
        $spans = [];
        foreach (self::matches(self::YEAR, $flat) as $match) {
            $spans[] = [$match[0][1], $match[0][1] + self::YEAR_LENGTH];
        }
        return $spans;
    }

    /**
     * @return list<array<array{string, int}>> text and place of the whole and of each group
     */
    private static function matches(string $pattern, string $text): array
    {
        if (preg_match_all($pattern, $text, $matches, PREG_SET_ORDER | PREG_OFFSET_CAPTURE) === false) {
            return [];
        }
        return $matches;
    }

    /**
     * @param array<array{string, int}> $match
     *
     * @return Span
     */
    private static function span(array $match): array
    {
        return [$match[0][1], $match[0][1] + strlen($match[0][0])];
    }

    /**
     * Eight digits anywhere in a run of digits; six only where the run is six long: else every long number holds a date.
     *
     * @return list<Span>
     */
    private static function inRun(string $run, int $start): array
    {
        $length = strlen($run);
        if (strspn($run, $run[0]) === $length) {
            return [];
        }
        $spans = [];
        if ($length === 6 && self::isDate(substr($run, 0, 2), substr($run, 2, 2), substr($run, 4))) {
            $spans[] = [$start, $start + 6];
        }
        for ($i = 0; $i + 8 <= $length; $i++) {
            $eight = substr($run, $i, 8);
            $isYearLast = self::isDate(substr($eight, 0, 2), substr($eight, 2, 2), substr($eight, 4));
            if ($isYearLast || self::isDate(substr($eight, 0, 4), substr($eight, 4, 2), substr($eight, 6))) {
                $spans[] = [$start + $i, $start + $i + 8];
            }
        }
        return $spans;
    }

    /**
     * In one of the usual orders: day month year, month day year, year month day. A year has two or four digits.
     */
    private static function isDate(string $a, string $b, string $c): bool
    {
        return self::isDayOfYear($a, $b, $c) || self::isDayOfYear($b, $a, $c) || self::isDayOfYear($c, $b, $a);
    }

    private static function isDayOfYear(string $day, string $month, string $year): bool
    {
        if (strlen($day) > 2 || strlen($month) > 2) {
            return false;
        }
        $century = substr($year, 0, 2);
        $isYear = strlen($year) === 2 || (strlen($year) === 4 && ($century === '19' || $century === '20'));
        return $isYear && (int) $day >= 1 && (int) $day <= (self::DAYS[(int) $month - 1] ?? 0);
    }
}
