<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Measures strength, honestly: length × log2 of the alphabet used, but a run, a repeat, a common word, a date and a year
 * count for what they are. In thousandths of a bit and whole numbers, as sites/checklist/secrets/strength.ts does it.
 */
final class Meter
{
    /** The list holds some 50,000 words; a date of a century is worth as much. */
    private const WORD = 15000;
    private const DATE = 15000;
    private const YEAR = 7000;
    /** A run costs as much as two characters: where it starts, and where it goes. */
    private const RUN = 2;
    /** More is not looked at: long before, every secret is strong or hopeless. */
    private const LOOKED_AT = 128;

    private Dates $dates;
    private Runs $runs;
    private Dictionary $dictionary;

    public function __construct(Dates $dates, Runs $runs, Dictionary $dictionary)
    {
        $this->dates = $dates;
        $this->runs = $runs;
        $this->dictionary = $dictionary;
    }

    /**
     * @param int $perCharacter of the whole secret, when only a rest of it is measured; in thousandths of a bit
     *
     * @throws CannotRead
     */
    public function measure(Text $text, int $perCharacter): Strength
    {
        $seen = $text->start(self::LOOKED_AT);
        $pieces = $this->pieces($seen, $perCharacter);
        return $pieces === []
            ? new Strength($seen->length * $perCharacter, 0.0)
            : self::cheapest($seen->length, $pieces, $perCharacter);
    }

    /**
     * The cheapest way to put the secret together; of two as cheap, the one that says more about it.
     *
     * @param array<int, array<int, int>> $pieces
     */
    private static function cheapest(int $length, array $pieces, int $perCharacter): Strength
    {
        $costs = [0];
        $covered = [0];
        for ($end = 1; $end <= $length; $end++) {
            $cost = $costs[$end - 1] + $perCharacter;
            $most = $covered[$end - 1];
            foreach ($pieces[$end] ?? [] as $from => $price) {
                $other = $costs[$from] + $price;
                $otherCovered = $covered[$from] + $end - $from;
                if ($other < $cost || ($other === $cost && $otherCovered > $most)) {
                    $cost = $other;
                    $most = $otherCovered;
                }
            }
            $costs[] = $cost;
            $covered[] = $most;
        }
        return new Strength($costs[$length], $covered[$length] / $length);
    }

    /**
     * @return array<int, array<int, int>> cost by the place where a piece ends and the one where it starts
     *
     * @throws CannotRead
     */
    private function pieces(Text $text, int $perCharacter): array
    {
        $pieces = [];
        foreach ($this->runs->in($text->lower) as $end => $longest) {
            for ($length = Runs::SHORTEST; $length <= $longest; $length++) {
                $pieces[$end][$end - $length] = self::RUN * $perCharacter;
            }
        }
        foreach ($text->readings() as $reading) {
            self::add($pieces, $this->dictionary->in($this->dates->flat($reading)), self::WORD, $perCharacter);
        }
        $flat = $this->dates->flat($text->lower);
        self::add($pieces, $this->dates->in($flat), self::DATE, $perCharacter);
        self::add($pieces, $this->dates->years($flat), self::YEAR, $perCharacter);
        return $pieces;
    }

    /**
     * @param array<int, array<int, int>> $pieces
     * @param list<array{int, int}>       $spans
     */
    private static function add(array &$pieces, array $spans, int $price, int $perCharacter): void
    {
        foreach ($spans as [$from, $to]) {
            $cost = min($price, ($to - $from) * $perCharacter);
            $pieces[$to][$from] = min($cost, $pieces[$to][$from] ?? $cost);
        }
    }
}
