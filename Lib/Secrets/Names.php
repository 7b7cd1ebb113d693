<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * Names taken apart: what of them may turn up in a secret (sites/checklist/secrets/names.ts). All in lower case, each
 * in all its spellings.
 */
final class Names
{
    private const SHORTEST = 2;
    /** Longer names are texts; the rest of them is not looked for. */
    private const LOOKED_AT = 256;
    private const BETWEEN_TOKENS = '/[^0-9A-Za-z\x{c0}-\x{1fff}\x{2070}-\x{10ffff}]+/u';
    private const BETWEEN_ASCII_TOKENS = '/[^0-9A-Za-z]+/';
    /** What JavaScript trims. */
    private const BLANK = '[\x09-\x0d\x20\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]';
    private const AROUND = '/^' . self::BLANK . '++|(?<!' . self::BLANK . ')' . self::BLANK . '++$/Du';
    private const ASCII_BLANKS = " \t\n\r\v\f";
    /** Digits of a mobile number that people use: all of them, national, local. */
    private const LONGEST_NUMBER = 32;
    private const TAILS = [10, 7];
    private const SHORTEST_TAIL = 7;

    private Writing $writing;

    public function __construct(Writing $writing)
    {
        $this->writing = $writing;
    }

    /**
     * Words and numbers of a name.
     *
     * @return list<string>
     */
    public function tokens(string $text): array
    {
        if ($text === '') {
            return [];
        }
        $text = Text::cut($text, self::LOOKED_AT);
        $between = Text::isAscii($text) ? self::BETWEEN_ASCII_TOKENS : self::BETWEEN_TOKENS;
        $tokens = preg_split($between, $text, -1, PREG_SPLIT_NO_EMPTY);
        return $this->spelled($tokens === false ? [] : $tokens);
    }

    /**
     * A name as a whole, also without its blanks.
     *
     * @return list<string>
     */
    public function wholes(string $text): array
    {
        if ($text === '') {
            return [];
        }
        $whole = Text::cut(self::trimmed($text), self::LOOKED_AT);
        return $this->spelled([$whole, str_replace(' ', '', $whole)]);
    }

    /**
     * The part of a mail address that is the person's.
     */
    public static function mailbox(string $email): string
    {
        return explode('@', $email, 2)[0];
    }

    /**
     * The parts of a mobile number that people use.
     *
     * @return list<string>
     */
    public static function mobile(string $number): array
    {
        $digits = substr((string) preg_replace('/\D+/', '', $number), 0, self::LONGEST_NUMBER);
        if (strlen($digits) < self::SHORTEST_TAIL) {
            return [];
        }
        $parts = [$digits];
        foreach (self::TAILS as $length) {
            $parts[] = substr($digits, -$length);
        }
        return array_values(array_unique($parts));
    }

    /**
     * @param list<string> $names
     *
     * @return list<string>
     */
    private function spelled(array $names): array
    {
        $spelled = [];
        foreach ($names as $name) {
            if (Text::isAscii($name)) {
                if (strlen($name) >= self::SHORTEST) {
                    $spelled[] = $this->writing->lower($name);
                }
                continue;
            }
            $text = Text::of($name, $this->writing);
            if ($text->length < self::SHORTEST) {
                continue;
            }
            foreach ($this->writing->spellings($text->lower) as $spelling) {
                // Some letters are left out in Latin.
                if (mb_strlen($spelling, 'UTF-8') >= self::SHORTEST) {
                    $spelled[] = $spelling;
                }
            }
        }
        return $spelled;
    }

    private static function trimmed(string $text): string
    {
        if (Text::isAscii($text)) {
            return trim($text, self::ASCII_BLANKS);
        }
        return (string) preg_replace(self::AROUND, '', Text::valid($text));
    }
}
