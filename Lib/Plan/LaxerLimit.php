<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;

/**
 * Whether a program may come from more places than before, or do more.
 *
 * @phpstan-import-type Row from Config
 */
final class LaxerLimit
{
    /**
     * @param Row|null $before
     * @param Row|null $after
     */
    public static function is(?array $before, ?array $after, Config $config): bool
    {
        if ($before === null || $after === null) {
            return false;
        }
        $mayMore = !Limits::mayAll($before)
            && (Limits::mayAll($after) || array_diff(Limits::paths($after), Limits::paths($before)) !== []);
        return $mayMore || !self::holds(Limits::network($before), Limits::network($after), $config);
    }

    /**
     * Whether everything of the second network is in the first.
     */
    private static function holds(?string $outer, ?string $inner, Config $config): bool
    {
        if ($outer === null || $outer === $inner || $inner === Limits::LOCALHOST) {
            return true;
        }
        $permits = [];
        foreach ([$outer, $inner] as $id) {
            $permits[] = trim((string) ($config->filter((int) $id)['permit'] ?? ''));
        }
        return $permits[0] !== '' && $permits[1] !== '' && Networks::covers($permits[0], $permits[1]);
    }
}
