<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Common passwords and words: small letters, digits and signs of ASCII, no blanks; and the first digits of phones'
 * hardware addresses. Read when the first is asked for, and taken apart where it is looked at: a reading after one
 * secret changed needs little of it.
 *
 * As scripts/generate-secrets-data.mjs writes it: a line for each start of four characters, then all that may follow it,
 * each behind a blank: first of common words, then, behind a tab, of rare ones. Shorter words are starts that nothing
 * follows. Lines that begin alike with two characters are a block; the first line of the file tells where each begins.
 */
final class Dictionary
{
    public const COMMON = 0;
    public const RARE = 1;

    private const WORDS = 'words.generated.txt';
    private const MAKERS = 'makers.generated.txt';
    private const START = 4;
    /** Words of fewer characters are looked for inside a secret where they stand alone. */
    private const SHORTEST = 3;
    /** Longer words are not looked for inside a secret. */
    private const LONGEST_REST = 12;
    private const BETWEEN = ' ';
    private const RANKS = "\t";
    /** Lines that begin alike with so many characters are taken apart together. */
    private const BLOCK = 2;
    private const MAKER = 6;
    /** Digits of a place in the first line. */
    private const AT = 7;
    /** What counts as a letter beside a word, in `flat` text. */
    private const LETTER = '/[a-z\x80-\xff]/';

    private string $folder;
    /** @var resource|null */
    private $file = null;
    /** @var array<int|string, array{int, int}>|null where each block is in the file, and how long; null: not opened yet */
    private ?array $blocks = null;
    /** @var array<int|string, true> blocks that are taken apart */
    private array $taken = [];
    /** @var array<int|string, string> by their start */
    private array $lines = [];
    /** @var array<int|string, true>|null */
    private ?array $makers = null;

    private function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    /**
     * The one that comes with the module.
     */
    public static function shipped(): self
    {
        return self::folder(__DIR__ . '/Data');
    }

    /**
     * @param string $folder of lists as they are generated
     */
    public static function folder(string $folder): self
    {
        return new self($folder);
    }

    /**
     * @param list<string> $common
     * @param list<string> $rare
     * @param list<string> $makers
     */
    public static function of(array $common, array $rare = [], array $makers = []): self
    {
        $dictionary = new self('');
        $dictionary->blocks = [];
        $following = [];
        foreach ([self::COMMON => $common, self::RARE => $rare] as $rank => $words) {
            foreach ($words as $word) {
                $start = substr($word, 0, self::START);
                $following[$start] ??= ['', ''];
                $following[$start][$rank] .= self::BETWEEN . substr($word, strlen($start));
            }
        }
        foreach ($following as $start => $ranks) {
            $dictionary->lines[$start] = $start . rtrim(implode(self::RANKS, $ranks), self::RANKS);
        }
        $dictionary->makers = self::flipped($makers);
        return $dictionary;
    }

    /**
     * @throws CannotRead
     */
    public function has(string $word): bool
    {
        $start = substr($word, 0, self::START);
        $block = substr($word, 0, self::BLOCK);
        if (!isset($this->taken[$block])) {
            $this->takeApart($block);
        }
        $rest = self::BETWEEN . substr($word, strlen($start)) . self::BETWEEN;
        // A text with blanks is none of them, but could look like two that follow each other.
        return isset($this->lines[$start]) && strpos($word, self::BETWEEN) === false
            && strpos(str_replace(self::RANKS, '', $this->lines[$start]) . self::BETWEEN, $rest) !== false;
    }

    /**
     * Words of 3 to 16 characters inside a text, those of three only between signs and digits.
     *
     * @param string $flat lower case
     *
     * @return list<array{int, int, int}> where each starts, the place behind it, and how common it is
     *
     * @throws CannotRead
     */
    public function in(string $flat): array
    {
        $found = [];
        for ($from = 0, $last = strlen($flat) - self::SHORTEST; $from <= $last; $from++) {
            $start = substr($flat, $from, self::START);
            $block = $start[0] . $start[1];
            if (!isset($this->taken[$block])) {
                $this->takeApart($block);
            }
            if (isset($this->lines[$start]) && isset($start[self::SHORTEST])) {
                foreach (self::behind($flat, $from, $this->lines[$start]) as $word) {
                    $found[] = $word;
                }
            }
            $short = $block . $start[2];
            if (isset($this->lines[$short]) && self::standsAlone($flat, $from)) {
                $found[] = [$from, $from + self::SHORTEST, self::COMMON];
            }
        }
        return $found;
    }

    /**
     * Do these six hexadecimal digits begin the hardware addresses of a maker of phones?
     *
     * @throws CannotRead
     */
    public function isMaker(string $prefix): bool
    {
        if ($this->makers === null) {
            $this->makers = self::flipped(str_split(trim($this->read(self::MAKERS)), self::MAKER));
        }
        return isset($this->makers[$prefix]);
    }

    /**
     * @param string $line of the four characters that stand there
     *
     * @return list<array{int, int, int}>
     */
    private static function behind(string $flat, int $from, string $line): array
    {
        $found = [];
        $to = $from + self::START;
        $behind = substr($flat, $to, self::LONGEST_REST);
        $behind = substr($behind, 0, strcspn($behind, self::BETWEEN));
        // Mostly no word goes on like this.
        $longest = $behind !== '' && strpos($line, self::BETWEEN . $behind[0]) !== false ? strlen($behind) : 0;
        foreach (explode(self::RANKS, substr($line, self::START)) as $rank => $ofRank) {
            for ($length = $longest; $length >= 0; $length--) {
                $rest = substr($behind, 0, $length);
                if (strpos($ofRank . self::BETWEEN, self::BETWEEN . $rest . self::BETWEEN) !== false) {
                    $found[] = [$from, $to + $length, $rank];
                }
            }
        }
        return $found;
    }

    private static function standsAlone(string $flat, int $from): bool
    {
        $beside = ($from > 0 ? $flat[$from - 1] : '') . ($flat[$from + self::SHORTEST] ?? '');
        return preg_match(self::LETTER, $beside) !== 1;
    }

    /**
     * @throws CannotRead
     */
    private function takeApart(string $block): void
    {
        $this->blocks ??= $this->open();
        $this->taken[$block] = true;
        if (!isset($this->blocks[$block]) || !is_resource($this->file)) {
            return;
        }
        [$at, $length] = $this->blocks[$block];
        $text = fseek($this->file, $at) === 0 ? fread($this->file, max(1, $length)) : false;
        if ($text === false) {
            throw new CannotRead(CannotRead::FAILED, self::WORDS);
        }
        foreach (explode("\n", rtrim($text, "\n")) as $line) {
            $this->lines[rtrim(substr($line, 0, self::START))] = $line;
        }
    }

    /**
     * @return array<int|string, array{int, int}>
     *
     * @throws CannotRead
     */
    private function open(): array
    {
        $path = "$this->folder/" . self::WORDS;
        $file = is_readable($path) ? fopen($path, 'rb') : false;
        $index = $file === false ? false : fgets($file);
        if ($file === false || $index === false) {
            throw new CannotRead(CannotRead::FAILED, self::WORDS);
        }
        $this->file = $file;
        $blocks = [];
        $end = (int) filesize($path) - strlen($index);
        foreach (array_reverse(str_split(rtrim($index, "\n"), self::BLOCK + self::AT)) as $entry) {
            $at = (int) substr($entry, self::BLOCK);
            $blocks[substr($entry, 0, self::BLOCK)] = [strlen($index) + $at, $end - $at];
            $end = $at;
        }
        return $blocks;
    }

    /**
     * @throws CannotRead
     */
    private function read(string $name): string
    {
        $path = "$this->folder/$name";
        $text = is_readable($path) ? @file_get_contents($path) : false;
        if ($text === false || $text === '') {
            throw new CannotRead(CannotRead::FAILED, $name);
        }
        return $text;
    }

    /**
     * @param array<int, string> $texts
     *
     * @return array<int|string, true>
     */
    private static function flipped(array $texts): array
    {
        return array_fill_keys($texts, true);
    }
}
