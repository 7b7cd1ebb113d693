<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * A text as it is looked at: UTF-8, combining marks left out, with its characters in lower case. Lengths and places
 * are counted in code points.
 */
final class Text
{
    private const BYTES = '/[\x80-\xff]/';
    private const MARKS = '/[\x{300}-\x{36f}]+/u';
    /** Kinds of characters, as `kinds` has them. */
    public const CAPITAL = 'U';
    public const SMALL = 'l';
    public const OTHER = '.';

    /** A code point is at most as many bytes; each unit of UTF-16 comes from at most as many. */
    private const WIDEST = 4;

    public string $text;
    public string $lower;
    public int $length;

    private bool $isAscii;
    private Writing $writing;
    /** @var list<string>|null */
    private ?array $readings = null;
    private ?string $kinds = null;

    private function __construct(string $text, string $lower, int $length, bool $isAscii, Writing $writing)
    {
        $this->text = $text;
        $this->lower = $lower;
        $this->length = $length;
        $this->isAscii = $isAscii;
        $this->writing = $writing;
    }

    /**
     * @param string $text UTF-8 as `cut` gives it
     */
    public static function of(string $text, Writing $writing): self
    {
        if (self::isAscii($text)) {
            return new self($text, $writing->lower($text), strlen($text), true, $writing);
        }
        $text = (string) preg_replace(self::MARKS, '', $text);
        $length = mb_strlen($text, 'UTF-8');
        return new self($text, $writing->lower($text), $length, self::isAscii($text), $writing);
    }

    /**
     * For each character whether it is a capital, a small letter, or neither: one byte each.
     */
    public function kinds(): string
    {
        return $this->kinds ??= $this->writing->kinds($this->text);
    }

    /**
     * The first characters only.
     */
    public function start(int $length): self
    {
        if ($this->length <= $length) {
            return $this;
        }
        $text = $this->isAscii ? substr($this->text, 0, $length) : mb_substr($this->text, 0, $length, 'UTF-8');
        return self::of($text, $this->writing);
    }

    /**
     * The ways to read it letter by letter, itself first.
     *
     * @return list<string> in lower case
     */
    public function readings(): array
    {
        return $this->readings ??= $this->writing->readings($this->lower);
    }

    public static function isAscii(string $text): bool
    {
        return preg_match(self::BYTES, $text) !== 1;
    }

    /**
     * @return list<string> its characters
     */
    public static function points(string $text): array
    {
        if ($text === '') {
            return [];
        }
        $points = self::isAscii($text) ? str_split($text) : preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY);
        return is_array($points) ? $points : [];
    }

    /**
     * As many units of UTF-16 of it, as JavaScript counts; half a character, and bytes that are not UTF-8, become
     * U+FFFD.
     */
    public static function cut(string $text, int $units): string
    {
        $text = substr($text, 0, $units * self::WIDEST);
        if (self::isAscii($text)) {
            return substr($text, 0, $units);
        }
        $text = self::valid($text);
        // Four bytes are two units.
        $wide = preg_match('/[\xf0-\xf4]/', $text) === 1;
        if (!$wide) {
            return mb_substr($text, 0, $units, 'UTF-8');
        }
        $kept = '';
        foreach (self::points($text) as $point) {
            $units -= strlen($point) === self::WIDEST ? 2 : 1;
            if ($units < 0) {
                return $units === -1 && strlen($point) === self::WIDEST ? $kept . "\u{fffd}" : $kept;
            }
            $kept .= $point;
        }
        return $kept;
    }

    /**
     * Bytes that are not UTF-8 become U+FFFD, as in the JSON of the facts.
     */
    public static function valid(string $text): string
    {
        if (preg_match('//u', $text) === 1) {
            return $text;
        }
        $json = json_encode($text, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE);
        $valid = json_decode((string) $json);
        return is_string($valid) ? $valid : '';
    }
}
