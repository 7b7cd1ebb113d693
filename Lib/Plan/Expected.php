<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use DateTimeImmutable;

/**
 * What was handed in, and what root has not taken. After a while root would not begin it any more, and nobody waits for it:
 * then it is in nobody's way.
 */
final class Expected
{
    private const SECONDS = 60;

    /**
     * @param int|null $handedInAt Unix time; null: nothing was
     */
    public static function is(?int $handedInAt, DateTimeImmutable $now): bool
    {
        // A clock that leapt is as good as time that passed.
        return $handedInAt !== null && abs($now->getTimestamp() - $handedInAt) <= self::SECONDS;
    }
}
