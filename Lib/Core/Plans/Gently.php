<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

/**
 * Hundreds of changes in a row, while others have the processor first: the cabinet and phones go on as if nobody were at work. What
 * is started meanwhile is short; what Core starts for good is started by its own workers, or after that.
 */
final class Gently
{
    /** A tenth of what others get where there is not enough for all. */
    private const LESS = 10;

    /**
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    public static function do(callable $work)
    {
        $isGentle = function_exists('proc_nice') && @proc_nice(self::LESS);
        try {
            return $work();
        } finally {
            if ($isGentle) {
                @proc_nice(-self::LESS);
            }
        }
    }
}
