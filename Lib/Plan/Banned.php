<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Addresses in what Core answers about bans: by address, or, since it tells countries, the same under `items` beside a
 * `_meta` (GetBannedIpAction, GetBannedIpsAction).
 */
final class Banned
{
    private const ITEMS = 'items';

    /**
     * @param array<mixed> $answer
     *
     * @return list<string> what is no address is left out
     */
    public static function addresses(array $answer): array
    {
        $items = $answer[self::ITEMS] ?? $answer;
        $addresses = [];
        foreach (array_keys(is_array($items) ? $items : []) as $key) {
            if (filter_var((string) $key, FILTER_VALIDATE_IP) !== false) {
                $addresses[] = (string) $key;
            }
        }
        return $addresses;
    }
}
