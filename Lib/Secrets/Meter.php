<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Measures strength, honestly: length × log2 of the alphabet used, but a run, a repeat, a word, a date, a year and a
 * hardware address count for what they are. In thousandths of a bit and whole numbers, as sites/checklist/secrets/strength.ts does it.
 */
final class Meter
{
    /** A choice of some 110,000 common words, or of half a million rare ones. */
    private const WORDS = [Dictionary::COMMON => 15000, Dictionary::RARE => 19000];
    /** Each change between capitals and small letters inside a word, and each sign in place of a letter. */
    private const TRICK = 2000;
    /** More of them in a word are a habit ("pArOl"). */
    private const MOST_TRICKS = 3;
    /** A date of a century. */
    private const DATE = 15000;
    private const YEAR = 7000;
    /** The maker is known to whoever sees the phone; 24 bits are left. */
    private const ADDRESS = 32000;
    /** Around words, a sign that stood before is no new choice, and a number one of its digits. */
    private const SAME_SIGN = 2000;
    private const DIGIT = 3400;
    private const NUMBER = '/\d{2,}/';
    private const SIGN = '~[ -/:-@[-`{-\~]~';
    /** A run costs as much as two characters: where it starts, and where it goes. */
    private const RUN = 2;
    /** A long one no less: among five words that are drawn, one may come twice. */
    private const LONG_RUN = 5;
    private const LEAST_OF_LONG_RUN = 10700;

    private Dates $dates;
    private Runs $runs;
    private Dictionary $dictionary;
    private Hardware $hardware;

    public function __construct(Dates $dates, Runs $runs, Dictionary $dictionary, Hardware $hardware)
    {
        $this->dates = $dates;
        $this->runs = $runs;
        $this->dictionary = $dictionary;
        $this->hardware = $hardware;
    }

    /**
     * @param int         $perCharacter of the whole secret, when only a rest of it is measured; in thousandths of a bit
     * @param Places|null $places       of this text, where they are known
     *
     * @throws CannotRead
     */
    public function measure(Text $text, int $perCharacter, ?Places $places = null): Strength
    {
        $seen = $text->start(Places::LOOKED_AT);
        $pieces = $this->pieces($seen, $perCharacter, $places ?? $this->places($text));
        return $pieces === []
            ? new Strength($seen->length * $perCharacter, $seen->length * $perCharacter, 0.0)
            : self::cheapest($seen->length, $pieces, [], $perCharacter);
    }

    /**
     * @throws CannotRead
     */
    public function places(Text $text): Places
    {
        return new Places($text, $this->dates, $this->hardware);
    }

    /**
     * @throws CannotRead
     */
    public function isWord(string $word): bool
    {
        return $this->dictionary->has($word);
    }

    /**
     * What a secret takes that is mostly words: what stands between them takes less than random characters do.
     *
     * @throws CannotRead
     */
    public function millibitsOfWords(Text $text, int $perCharacter, Places $places): int
    {
        $seen = $text->start(Places::LOOKED_AT);
        $trimmings = self::trimmings($places->flat);
        $pieces = $this->pieces($seen, $perCharacter, $places);
        return self::cheapest($seen->length, $pieces, $trimmings, $perCharacter)->millibits;
    }

    /**
     * The cheapest way to put the secret together; of two as cheap, the one that says more about it.
     *
     * @param array<int, array<int, int>> $pieces
     * @param array<int, array<int, int>> $trimmings what stands between words
     */
    private static function cheapest(int $length, array $pieces, array $trimmings, int $perCharacter): Strength
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
            foreach ($trimmings[$end] ?? [] as $from => $price) {
                $cost = min($cost, ($costs[$from] ?? 0) + $price);
            }
            $costs[] = $cost;
            $covered[] = $most;
        }
        $share = $length === 0 ? 0.0 : ($covered[$length] ?? 0) / $length;
        return new Strength($costs[$length] ?? 0, $length * $perCharacter, $share);
    }

    /**
     * @return array<int, array<int, int>> cost by the place where a piece ends and the one where it starts
     *
     * @throws CannotRead
     */
    private function pieces(Text $text, int $perCharacter, Places $places): array
    {
        $pieces = [];
        foreach ($this->runs->in($text->lower) as $end => $longest) {
            for ($length = Runs::SHORTEST; $length <= $longest; $length++) {
                $least = $length < self::LONG_RUN ? 0 : self::LEAST_OF_LONG_RUN;
                $pieces[$end][$end - $length] = max(self::RUN * $perCharacter, $least);
            }
        }
        foreach ($text->readings() as $reading) {
            $read = $this->dates->flat($reading);
            foreach ($this->dictionary->in($read) as [$from, $to, $rank]) {
                $price = self::WORDS[$rank] + self::TRICK * self::tricks($text->kinds(), $read, $from, $to);
                self::add($pieces, [[$from, $to]], $price, $perCharacter);
            }
        }
        self::add($pieces, $places->dates, self::DATE, $perCharacter);
        self::add($pieces, $this->dates->years($places->flat), self::YEAR, $perCharacter);
        self::add($pieces, $places->addresses, self::ADDRESS, $perCharacter);
        return $pieces;
    }

    /**
     * How often a word changes between capitals and small letters, but for a leading capital, and signs read as letters.
     */
    private static function tricks(string $kinds, string $read, int $from, int $to): int
    {
        $tricks = 0;
        $isFirst = true;
        $before = '';
        for ($i = $from; $i < $to; $i++) {
            $kind = $kinds[$i];
            if ($kind === Text::OTHER) {
                $tricks += ctype_lower($read[$i]) || $read[$i] >= "\x80" ? 1 : 0;
                continue;
            }
            if ($before !== '') {
                $tricks += $kind !== $before && !($isFirst && $before === Text::CAPITAL) ? 1 : 0;
                $isFirst = false;
            }
            $before = $kind;
        }
        return min($tricks, self::MOST_TRICKS);
    }

    /**
     * Signs that stood before, and numbers.
     *
     * @return array<int, array<int, int>> cost by the place where each ends and the one where it starts
     */
    private static function trimmings(string $flat): array
    {
        $pieces = [];
        preg_match_all(self::SIGN, $flat, $matches, PREG_OFFSET_CAPTURE);
        $seen = [];
        foreach ($matches[0] as [$sign, $at]) {
            if (isset($seen[$sign])) {
                $pieces[$at + 1][$at] = self::SAME_SIGN;
            }
            $seen[$sign] = true;
        }
        preg_match_all(self::NUMBER, $flat, $matches, PREG_OFFSET_CAPTURE);
        foreach ($matches[0] as [$number, $at]) {
            $pieces[$at + strlen($number)][$at] = self::DIGIT * strlen($number);
        }
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
