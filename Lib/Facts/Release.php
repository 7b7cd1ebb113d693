<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * A release of MikoPBX: numbers, suffixes such as `-dev` left out, missing ones count as 0. The same rules as in
 * sites/checklist/release.ts.
 */
final class Release
{
    /** That the vendor's patch exists for, and the first one in which it is built in. */
    public const PATCHED = [2024, 1, 114];
    public const BUILT_IN = [2026, 1, 223];
    /** First one that stores the web password in the new form (SHA-512 crypt) when it is saved. */
    public const SHA512 = [2026, 1, 1];
    private const FORM = '/^\s*(\d{1,9}(?:[.-]\d{1,9})*)(?:[-+ ].*)?\s*$/D';

    /** @var list<int>|null null: it has no numbers, and nothing is concluded from it */
    private ?array $numbers = null;

    public function __construct(string $text)
    {
        if (preg_match(self::FORM, $text, $found) === 1) {
            $this->numbers = array_map('intval', (array) preg_split('/[.-]/', $found[1]));
        }
    }

    /**
     * @param list<int> $threshold
     */
    public function isAtLeast(array $threshold): bool
    {
        return $this->numbers !== null && self::compare($this->numbers, $threshold) >= 0;
    }

    /**
     * @param list<int> $threshold
     */
    public function isBefore(array $threshold): bool
    {
        return $this->numbers !== null && self::compare($this->numbers, $threshold) < 0;
    }

    /**
     * A test build of the vendor between the two lines that are known: there is checked, and nothing changed.
     */
    public function isBetween(): bool
    {
        return $this->numbers !== null && self::compare($this->numbers, self::PATCHED) > 0 && $this->isBefore(self::BUILT_IN);
    }

    /**
     * @param list<int> $one
     * @param list<int> $other
     */
    private static function compare(array $one, array $other): int
    {
        $length = max(count($one), count($other));
        // Arrays of one length are compared number by number.
        return array_pad($one, $length, 0) <=> array_pad($other, $length, 0);
    }
}
