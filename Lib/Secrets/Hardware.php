<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Hardware addresses (MAC) of phones inside a secret (sites/checklist/secrets/hardware.ts). Places as in `Dates`.
 *
 * @phpstan-import-type Span from Dates
 */
final class Hardware
{
    /** Parts of UUIDs and numbers look like the last two: nothing may go on behind the sign, and a letter is in it. */
    private const SPELLED = [
        '~(?<![\da-f])[\da-f]{2}([:\-._ ])[\da-f]{2}(?:\1[\da-f]{2}){4}(?![\da-f])~',
        '~(?<![\da-f])(?<![\da-f]-)(?=[\d:.\-]*[a-f])[\da-f]{4}([:\-.])[\da-f]{4}\1[\da-f]{4}(?![\da-f])(?!-[\da-f])~',
        '~(?<![\da-f])(?<![\da-f]-)(?=[\d:.\-]*[a-f])[\da-f]{6}[:\-.][\da-f]{6}(?![\da-f])(?!-[\da-f])~',
    ];
    /** What every address needs. */
    private const HINT = '~[\da-f]{2}[:\-._ ][\da-f]{2}|[\da-f]{12}~';
    private const DIGITS = '/[\da-f]{12,}/';
    /** Of an address without signs. */
    public const DIGITS_OF_ONE = 12;
    private const MAKER = 6;
    /** What may stand beside one. */
    private const NUMBER = '/\A\d{0,4}\z/';

    private Dictionary $dictionary;

    public function __construct(Dictionary $dictionary)
    {
        $this->dictionary = $dictionary;
    }

    /**
     * @param string $flat lower case
     *
     * @return list<Span>
     *
     * @throws CannotRead
     */
    public function in(string $flat): array
    {
        if (preg_match(self::HINT, $flat) !== 1) {
            return [];
        }
        $spans = [];
        foreach (self::SPELLED as $pattern) {
            preg_match_all($pattern, $flat, $matches, PREG_OFFSET_CAPTURE);
            foreach ($matches[0] as [$match, $at]) {
                $spans[] = [$at, $at + strlen($match)];
            }
        }
        preg_match_all(self::DIGITS, $flat, $matches, PREG_OFFSET_CAPTURE);
        foreach ($matches[0] as [$run, $start]) {
            // Anywhere, long random digits would hold one by chance.
            foreach (array_unique([0, strlen($run) - self::DIGITS_OF_ONE]) as $at) {
                $rest = substr_replace($run, '', $at, self::DIGITS_OF_ONE);
                if (preg_match(self::NUMBER, $rest) === 1 && $this->dictionary->isMaker(substr($run, $at, self::MAKER))) {
                    $spans[] = [$start + $at, $start + $at + self::DIGITS_OF_ONE];
                }
            }
        }
        return $spans;
    }
}
