<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Facts\Release;

/**
 * The hole of 2024.1.114 and older through which every secret of a PBX could be read: is it closed here, now? The same
 * rule as in sites/checklist/hole.ts.
 */
final class Hole
{
    public const OPEN = 'open';
    public const CLOSED = 'closed';
    public const UNKNOWN = 'unknown';

    /** The markers that decide. */
    private const DECISIVE = ['A', 'B'];

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
        $is = new Release($release);
        if ($is->isAtLeast(Release::BUILT_IN)) {
            return self::CLOSED;
        }
        // Older ones have no patch, whatever their files say.
        if ($is->isBefore(Release::PATCHED)) {
            return self::OPEN;
        }
        $states = array_column($this->markers->read(), 'state', 'id');
        $decisive = array_values(array_intersect_key($states, array_flip(self::DECISIVE)));
        if (in_array(Markers::UNPATCHED, $decisive, true)) {
            return self::OPEN;
        }
        $isClosed = $decisive === array_fill(0, count(self::DECISIVE), Markers::FIXED);
        return $isClosed ? self::CLOSED : self::UNKNOWN;
    }
}
