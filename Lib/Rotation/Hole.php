<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;

/**
 * The hole of 2024.1.114 and older through which every secret of a PBX could be read: is it closed here, now? The same
 * rule as in sites/checklist/hole.ts.
 */
final class Hole
{
    public const OPEN = 'open';
    public const CLOSED = 'closed';
    public const UNKNOWN = 'unknown';

    /** First release in which the fix is built in, and the one that the patch exists for. */
    private const BUILT_IN = [2026, 1, 223];
    private const PATCHED = [2024, 1, 114];
    /** The markers that decide. */
    private const DECISIVE = ['A', 'B'];
    private const RELEASE = '/^\s*(\d{1,9}(?:[.-]\d{1,9})*)(?:[-+ ].*)?\s*$/D';

    private Markers $markers;

    public function __construct(Markers $markers)
    {
        $this->markers = $markers;
    }

    /**
     * @return self::OPEN|self::CLOSED|self::UNKNOWN
     */
    public function of(string $release): string
    {
        if (preg_match(self::RELEASE, $release, $found) === 1) {
            $numbers = array_map('intval', (array) preg_split('/[.-]/', $found[1]));
            if (self::isAtLeast($numbers, self::BUILT_IN)) {
                return self::CLOSED;
            }
            // Older ones have no patch, whatever their files say.
            if (!self::isAtLeast($numbers, self::PATCHED)) {
                return self::OPEN;
            }
        }
        $states = array_column($this->markers->read(), 'state', 'id');
        $decisive = array_values(array_intersect_key($states, array_flip(self::DECISIVE)));
        if (in_array(Markers::UNPATCHED, $decisive, true)) {
            return self::OPEN;
        }
        $isClosed = $decisive === array_fill(0, count(self::DECISIVE), Markers::FIXED);
        return $isClosed ? self::CLOSED : self::UNKNOWN;
    }

    /**
     * @param array<int>  $numbers   missing ones count as 0
     * @param list<int>   $threshold
     */
    private static function isAtLeast(array $numbers, array $threshold): bool
    {
        // Arrays of one length are compared number by number.
        return array_slice(array_pad($numbers, count($threshold), 0), 0, count($threshold)) >= $threshold;
    }
}
