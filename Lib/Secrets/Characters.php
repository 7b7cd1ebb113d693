<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Data\Letters;

/**
 * Which classes of characters a secret uses, and what one of its characters is worth by them.
 */
final class Characters
{
    public const UPPER = 'upper';
    public const LOWER = 'lower';
    public const DIGIT = 'digit';
    public const SPECIAL = 'special';

    private const DIGITS = '0123456789';
    private const SMALL = 'abcdefghijklmnopqrstuvwxyz';
    private const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    private const SIGNS = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
    private const HEX = ['0123456789abcdef', '0123456789ABCDEF'];
    private const HEX_LETTERS = 'abcdefABCDEF';

    /** How many characters one could have chosen from. */
    private const SIZES = [26, 26, 10, 33];
    private const FOREIGN = 33;
    private const HEX_SIZE = 16;

    /** @var array{upper: bool, lower: bool, digit: bool, special: bool} */
    private array $used;
    private int $alphabet;

    /**
     * @param string $text UTF-8 without combining marks
     */
    public function __construct(string $text)
    {
        $length = strlen($text);
        $plain = [
            strcspn($text, self::CAPITALS) !== $length,
            strcspn($text, self::SMALL) !== $length,
            strcspn($text, self::DIGITS) !== $length,
            strcspn($text, self::SIGNS) !== $length,
        ];
        $isForeign = strspn($text, self::SMALL . self::CAPITALS . self::DIGITS . self::SIGNS) !== $length;
        $foreign = $isForeign ? self::foreignIn($text) : [false, false, false];
        $this->used = [
            self::UPPER => $plain[0] || $foreign[0],
            self::LOWER => $plain[1] || $foreign[1],
            self::DIGIT => $plain[2],
            self::SPECIAL => $plain[3] || $foreign[2],
        ];
        $this->alphabet = 0;
        foreach (self::SIZES as $class => $size) {
            $this->alphabet += $plain[$class] ? $size : 0;
        }
        $this->alphabet += self::FOREIGN * count(array_filter($foreign));
        if ($plain[2] && self::isHexadecimal($text)) {
            $this->alphabet = self::HEX_SIZE;
        }
    }

    /**
     * @phpstan-param self::UPPER|self::LOWER|self::DIGIT|self::SPECIAL $class
     */
    public function has(string $class): bool
    {
        return $this->used[$class];
    }

    /**
     * Digits and nothing else.
     */
    public function areDigits(): bool
    {
        return $this->used === [
            self::UPPER => false, self::LOWER => false, self::DIGIT => true, self::SPECIAL => false,
        ];
    }

    /**
     * What one of them is worth, in thousandths of a bit.
     */
    public function millibits(): int
    {
        return (int) round(log(max($this->alphabet, 1), 2) * 1000);
    }

    /**
     * @return array{bool, bool, bool} capitals, small letters, others
     */
    private static function foreignIn(string $text): array
    {
        $found = [false, false, false];
        foreach (Text::points($text) as $point) {
            if (strlen($point) === 1) {
                // A control character.
                $found[2] = $found[2] || $point < ' ' || $point === "\x7f";
            } elseif (isset(Letters::LOWER[$point])) {
                $found[0] = true;
            } elseif (strpos(Letters::SMALL, $point) !== false) {
                $found[1] = true;
            } else {
                $found[2] = true;
            }
        }
        return $found;
    }

    /**
     * Sixteen characters of one case, letters among them.
     */
    private static function isHexadecimal(string $text): bool
    {
        $length = strlen($text);
        return strcspn($text, self::HEX_LETTERS) !== $length
            && (strspn($text, self::HEX[0]) === $length || strspn($text, self::HEX[1]) === $length);
    }
}
