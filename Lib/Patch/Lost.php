<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;

/**
 * The fix was run, closed the hole, and the hole is there again: a start of the machine may have made the files anew.
 */
final class Lost
{
    /** The marker that decides. */
    public const DECISIVE = 'A';

    /**
     * @param array{act: string, at: string, fixed: list<string>}|null $run     the last one
     * @param array<mixed>                                             $markers as they are now
     *
     * @return string|null when it was run; null: it is not lost
     */
    public static function since(?array $run, array $markers): ?string
    {
        $wasClosed = $run !== null && $run['act'] === PatchOrder::RUN && in_array(self::DECISIVE, $run['fixed'], true);
        return $wasClosed && self::state($markers) === Markers::UNPATCHED ? $run['at'] : null;
    }

    /**
     * Of the marker that decides; null: it could not be read.
     *
     * @param array<mixed> $markers
     *
     * @return 'fixed'|'unpatched'|null
     */
    public static function state(array $markers): ?string
    {
        foreach ($markers as $marker) {
            $isIt = is_array($marker) && ($marker['id'] ?? null) === self::DECISIVE;
            if ($isIt && ($marker['state'] ?? null) === Markers::FIXED) {
                return Markers::FIXED;
            }
            if ($isIt && ($marker['state'] ?? null) === Markers::UNPATCHED) {
                return Markers::UNPATCHED;
            }
        }
        return null;
    }
}
