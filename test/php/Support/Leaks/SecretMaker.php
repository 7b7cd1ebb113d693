<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

/**
 * Secrets by chance, of every flavour. Those of a sure flavour are made of characters that nothing else in the tests is
 * made of: wherever a part of one turns up, it leaked. The others look like secrets of people and machines, so a part of
 * them can turn up by itself: what turns up with other secrets as well did not leak.
 */
final class SecretMaker
{
    public const FLAVOURS = ['gothic', 'strange', 'digits', 'words', 'hex', 'mixed', 'bytes'];
    public const SURE = ['gothic', 'strange', 'bytes'];

    private const RARE = 'qxzjvkwQXZJVKW';
    private const SIGNS = '!#$%&*+?@^~<>"\'\\/-.';
    private const WORDS = [
        [
            'dragon', 'sunshine', 'football', 'pepper', 'killer', 'baseball', 'hunter', 'thomas', 'robert', 'batman',
            'charlie', 'daniel', 'dallas', 'pepsi', 'corvette',
        ],
        [
            'monkey', 'princess', 'shadow', 'ginger', 'summer', 'jordan', 'buster', 'tigger', 'soccer', 'andrew',
            'superman', 'freedom', 'jessica', 'michelle', 'maggie',
        ],
    ];
    /** The first letter of this alphabet, and how many follow: four bytes each in UTF-8, two surrogates in JSON. */
    private const GOTHIC = 0x10330;
    private const GOTHIC_LETTERS = 26;

    private Chance $chance;
    /** @var non-empty-list<string> */
    private array $words;

    /**
     * @param 0|1 $side which words, so that two makers have none in common
     */
    public function __construct(Chance $chance, int $side)
    {
        $this->chance = $chance;
        $this->words = self::WORDS[$side];
    }

    /**
     * @param int $length in characters
     */
    public function make(string $flavour, int $length): string
    {
        switch ($flavour) {
            case 'gothic':
                return $this->gothic($length);
            case 'strange':
                return $this->alternating(self::RARE . self::SIGNS, $length);
            case 'digits':
                return $this->of('0123456789', $length);
            case 'words':
                return $this->words($length);
            case 'hex':
                return $this->of('0123456789abcdef', $length);
            case 'bytes':
                return $this->alternating("\xc4\xe9\xf1\xfc\xff", $length);
            default:
                return $this->of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', $length);
        }
    }

    public function of(string $alphabet, int $length): string
    {
        $text = '';
        while (strlen($text) < $length) {
            $text .= $alphabet[$this->chance->below(max(1, strlen($alphabet)))];
        }
        return $text;
    }

    /**
     * Every second character is a rare letter, so that no part is made of signs alone.
     */
    private function alternating(string $alphabet, int $length): string
    {
        $text = '';
        for ($place = 0; $place < $length; $place++) {
            $text .= $this->of($place % 2 === 0 ? self::RARE : $alphabet, 1);
        }
        return $text;
    }

    private function gothic(int $length): string
    {
        $text = '';
        while ($length-- > 0) {
            $point = self::GOTHIC + $this->chance->below(self::GOTHIC_LETTERS);
            $text .= "\xf0\x90" . chr(0x80 | $point >> 6 & 0x3f) . chr(0x80 | $point & 0x3f);
        }
        return $text;
    }

    private function words(int $length): string
    {
        $text = '';
        while (strlen($text) < $length) {
            $text .= $this->chance->pick($this->words);
        }
        return substr($text, 0, $length);
    }
}
