<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Looks for names and numbers in one secret.
 */
final class Search
{
    /** From this length on, holding it is no chance. A shorter one counts where too little is left without it. */
    private const TELLING = 4;
    /** Undoing leet makes many readings of a random secret: there only longer finds are no chance. */
    private const TELLING_IN_LEET = 6;
    private const TELLING_NUMBER = 3;
    /** Thousandths of bits left without it: so many take no harm from it. */
    private const ENOUGH_LEFT = 60000;
    /**
     * In so many characters, what is so short comes up by chance: it counts only where less than enough is left without
     * it, or than half. Hexadecimal digits are always made by a machine.
     */
    private const LONG_FOR_LETTERS = 20;
    private const LONG_FOR_DIGITS = 16;
    private const NO_CHANCE = 19500;
    private const HEXADECIMAL = '/^(?=.*\d)(?=.*[a-f])[\da-f]{16,}$/D';
    private const HEXADECIMAL_DIGIT = 4000;
    /** Any letter stands for two, a capital and a small one. */
    private const EITHER_CASE = 1000;
    /** So many dates there are in a century, in all spellings; so many beginnings of addresses, of six digits. */
    private const DATES = 17000;
    private const MAKERS = 11000;
    private const MAKER = 6;
    /** So much of a phrase are words: a single one of them, drawn from a list, may be a name of its owner. */
    private const PHRASE = 0.7;
    private const SIX_DIGITS = '/^\d{6}$/D';
    private const LETTER = '/[a-z\x80-\xff]/';
    /** In no name, because it is in no UTF-8. */
    private const BETWEEN = "\xff";

    private Writing $writing;
    private Meter $meter;
    private int $perCharacter;
    private Text $secret;
    private bool $isHexadecimal;
    private int $perDigit;
    private int $enough;
    /** @var list<string> the secret as it may have been written */
    private array $written;
    /** @var list<string> also with leet undone */
    private array $forms;
    private string $all;
    private bool $isPhrase;

    /**
     * @param Strength $strength     of the secret
     * @param int      $perCharacter what one character of it is worth, in thousandths of a bit
     */
    public function __construct(Text $secret, Writing $writing, Meter $meter, Strength $strength, int $perCharacter)
    {
        $this->writing = $writing;
        $this->meter = $meter;
        $this->perCharacter = $perCharacter;
        $this->secret = $secret;
        // Also with the capital E that Core puts before them, and as a UUID.
        $this->isHexadecimal = preg_match(self::HEXADECIMAL, str_replace('-', '', $secret->lower)) === 1;
        $this->perDigit = $this->isHexadecimal ? self::HEXADECIMAL_DIGIT : $perCharacter;
        $this->enough = $this->isLong(self::LONG_FOR_DIGITS)
            ? min(self::ENOUGH_LEFT, intdiv($secret->length * $perCharacter + 1, 2))
            : self::ENOUGH_LEFT;
        $this->written = $writing->spellings($secret->lower);
        $this->forms = array_merge($this->written, $secret->readings());
        $this->all = implode(self::BETWEEN, $this->forms);
        $this->isPhrase = $strength->patterned >= self::PHRASE;
    }

    /**
     * @param list<string> $names in lower case, of two characters or more
     *
     * @throws CannotRead
     */
    public function finds(array $names): bool
    {
        return $this->findsFrom($names, self::TELLING);
    }

    /**
     * @param list<string> $numbers of extensions
     *
     * @throws CannotRead
     */
    public function findsNumber(array $numbers): bool
    {
        return $this->findsFrom($numbers, self::TELLING_NUMBER);
    }

    /**
     * Is one of these dates no chance?
     *
     * @throws CannotRead
     */
    public function dateCounts(Places $places): bool
    {
        foreach ($places->dates as [$from, $to]) {
            $isNoChance = $this->countsAs(($to - $from) * $this->perDigit - self::DATES, $from, $to);
            if ($isNoChance && !(self::isAmidLetters($places->flat, $from, $to) && $this->isRandomWithout($from, $to))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Six digits alone, as every ten-thousandth random secret of small letters and digits holds them.
     */
    private static function isAmidLetters(string $flat, int $from, int $to): bool
    {
        return preg_match(self::SIX_DIGITS, substr($flat, $from, $to - $from)) === 1
            && $from > 0
            && preg_match(self::LETTER, $flat[$from - 1]) === 1
            && preg_match(self::LETTER, substr($flat, $to, 1)) === 1;
    }

    /**
     * Is there no word, run or date in what is left without it?
     *
     * @throws CannotRead
     */
    private function isRandomWithout(int $from, int $to): bool
    {
        $strength = $this->strengthOf($this->without($from, $to));
        return $strength->millibits === $strength->random;
    }

    /**
     * Is one of these hardware addresses no chance?
     *
     * @param list<array{int, int}> $spans
     *
     * @throws CannotRead
     */
    public function addressCounts(array $spans): bool
    {
        foreach ($spans as [$from, $to]) {
            // With signs between its digits it is none by chance.
            $isBare = $to - $from === Hardware::DIGITS_OF_ONE;
            $millibits = $isBare ? self::MAKER * $this->perDigit - self::MAKERS : self::NO_CHANCE;
            if ($this->countsAs($millibits, $from, $to)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws CannotRead
     */
    private function countsAs(int $millibits, int $from, int $to): bool
    {
        if (!$this->isChance($millibits, self::LONG_FOR_DIGITS)) {
            return true;
        }
        return !$this->isEnough($this->without($from, $to));
    }

    private function without(int $from, int $to): string
    {
        $before = mb_substr($this->secret->lower, 0, $from, 'UTF-8');
        return $before . mb_substr($this->secret->lower, $to, null, 'UTF-8');
    }

    private function isLong(int $length): bool
    {
        return $this->isHexadecimal || $this->secret->length >= $length;
    }

    private function isChance(int $millibits, int $long): bool
    {
        return $millibits < self::NO_CHANCE && $this->isLong($long);
    }

    /**
     * @param list<string> $names
     * @param int          $telling from this length on it counts wherever it is written
     *
     * @throws CannotRead
     */
    private function findsFrom(array $names, int $telling): bool
    {
        $inIt = [];
        foreach ($names as $name) {
            // Mostly it is nowhere.
            if (strpos($this->all, $name) !== false && !in_array($name, $inIt, true)) {
                $inIt[] = $name;
            }
        }
        foreach ($inIt as $name) {
            if ($this->counts($name, $telling, count($inIt) === 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws CannotRead
     */
    private function isNameChance(string $name, int $length, bool $isAlone): bool
    {
        if (strspn($name, '0123456789') === strlen($name)) {
            return $this->isChance($length * $this->perDigit, self::LONG_FOR_DIGITS);
        }
        $isOfPhrase = $isAlone && $this->isPhrase && $this->meter->isWord($name);
        $millibits = $isOfPhrase ? 0 : $length * ($this->perDigit - self::EITHER_CASE);
        return $this->isChance($millibits, self::LONG_FOR_LETTERS);
    }

    /**
     * @throws CannotRead
     */
    private function counts(string $name, int $telling, bool $isAlone): bool
    {
        $length = mb_strlen($name, 'UTF-8');
        $mayBeChance = $this->isNameChance($name, $length, $isAlone);
        if (!$mayBeChance && $length >= self::TELLING_IN_LEET) {
            return true;
        }
        if (!$mayBeChance && $length >= $telling && strpos(implode(self::BETWEEN, $this->written), $name) !== false) {
            return true;
        }
        foreach ($this->forms as $form) {
            $at = strpos($form, $name);
            if ($at !== false && !$this->isEnough(substr_replace($form, '', $at, strlen($name)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws CannotRead
     */
    private function isEnough(string $rest): bool
    {
        return $this->strengthOf($rest)->millibits >= $this->enough;
    }

    /**
     * @throws CannotRead
     */
    private function strengthOf(string $rest): Strength
    {
        return $this->meter->measure(Text::of($rest, $this->writing), $this->perCharacter);
    }
}
