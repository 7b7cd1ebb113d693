<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

/**
 * Numbers that are not told one by one.
 *
 * @phpstan-import-type Plain from CallsQuestion
 */
final class PlainNumbers
{
    /** @var array<string, array<int, array{list<string>, list<string>}>> beginnings and ends by provider and length */
    private array $ranges = [];

    /**
     * @param Plain $plain
     */
    public function __construct(array $plain)
    {
        foreach ($plain as $provider => $texts) {
            $bySize = [];
            foreach ($texts as $text) {
                if (preg_match(CallsQuestion::RANGE, $text, $found) === 1) {
                    [, $low, $high, $digits] = $found;
                    $size = (int) $digits;
                    $bySize[$size][str_pad($low, $size, '0')] = str_pad($high, $size, '9');
                }
            }
            foreach ($bySize as $size => $ranges) {
                ksort($ranges, SORT_STRING);
                $lows = array_map('strval', array_keys($ranges));
                $this->ranges[$provider][$size] = [$lows, array_values($ranges)];
            }
        }
    }

    public function holds(string $provider, string $number): bool
    {
        [$lows, $highs] = $this->ranges[$provider][strlen($number)] ?? [[], []];
        $from = 0;
        $behind = count($lows);
        while ($from < $behind) {
            $middle = ($from + $behind) >> 1;
            if (strcmp($lows[$middle], $number) > 0) {
                $behind = $middle;
            } else {
                $from = $middle + 1;
            }
        }
        return $from > 0 && strcmp($number, $highs[$from - 1]) <= 0 && ctype_digit($number);
    }
}
