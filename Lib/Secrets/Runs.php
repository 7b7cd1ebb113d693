<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Data\Letters;

/**
 * Runs along rows of keyboards and alphabets, either way or on the spot, and repeats of something that began earlier
 * ("abcabc"): what is no choice of its own (sites/checklist/secrets/strength.ts).
 */
final class Runs
{
    public const SHORTEST = 3;

    private const SAME = -1;
    /** More than any row is long. */
    private const WIDTH = 64;

    /** @var array<int|string, array<int, int>> by two neighbours: where the run stood before, and where it stands then */
    private array $steps = [];
    /** @var array<int|string, true> three characters that make a run; those on the spot are not listed */
    private array $shortest = [];

    public function __construct()
    {
        foreach (Letters::ROWS as $row => $line) {
            $points = Text::points($line);
            $this->addRow($points, 2 * $row * self::WIDTH);
            $this->addRow(array_reverse($points), (2 * $row + 1) * self::WIDTH);
        }
    }

    /**
     * The longest run or repeat that ends behind each place, from three characters on.
     *
     * @return array<int, int> length by the place behind it
     */
    public function in(string $lower): array
    {
        if (Text::isAscii($lower)) {
            return $this->isFree($lower) ? [] : $this->find(str_split($lower));
        }
        return $this->find(Text::points($lower));
    }

    /**
     * Has no run and no repeat: told quickly, because most secrets have none.
     *
     * @param string $lower ASCII
     */
    private function isFree(string $lower): bool
    {
        $shortest = $this->shortest;
        $seen = [];
        for ($i = 0, $last = strlen($lower) - self::SHORTEST; $i <= $last; $i++) {
            $three = substr($lower, $i, self::SHORTEST);
            // Thrice the same is seen in itself; within four it repeats.
            if (isset($shortest[$three]) || isset($seen[$three])) {
                return false;
            }
            if ($three[0] === $three[1] && $three[1] === $three[2]) {
                return false;
            }
            $seen[$three] = true;
        }
        return true;
    }

    /**
     * @param list<string> $points
     *
     * @return array<int, int>
     */
    private function find(array $points): array
    {
        $longest = [];
        $open = [];
        $row = [];
        foreach ($points as $i => $point) {
            $most = 0;
            if ($i > 0) {
                $next = [];
                $before = $points[$i - 1];
                foreach ($before === $point ? [self::SAME => self::SAME] : $this->steps[$before . $point] ?? [] as $from => $to) {
                    $next[$to] = ($open[$from] ?? 1) + 1;
                    $most = max($most, $next[$to]);
                }
                $open = $next;
            }
            $common = [];
            for ($k = 0; $k < $i; $k++) {
                if ($points[$k] === $point) {
                    $common[$k] = ($row[$k - 1] ?? 0) + 1;
                    $most = max($most, $common[$k]);
                }
            }
            $row = $common;
            if ($most >= self::SHORTEST) {
                $longest[$i + 1] = $most;
            }
        }
        return $longest;
    }

    /**
     * @param list<string> $points
     */
    private function addRow(array $points, int $state): void
    {
        for ($i = 1; $i < count($points); $i++) {
            $this->steps[$points[$i - 1] . $points[$i]][$state + $i - 1] = $state + $i;
            if ($i > 1) {
                $this->shortest[$points[$i - 2] . $points[$i - 1] . $points[$i]] = true;
            }
        }
    }
}
