<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

/**
 * Core remembers for five minutes what a key of its REST API may do. Its own way to forget that looks for names with a star at their
 * end, and finds none.
 */
final class KeyMemory
{
    public const SERVICE = 'managedCache';

    private const PREFIX = 'bearer_tokens:';
    /** Of a key, by its digest; when it was used last is remembered beside it. */
    private const ONE = '/(bearer_tokens:[0-9a-f]{32})\z/';

    /**
     * @param mixed $cache of Core
     */
    public static function forget($cache): void
    {
        if (!is_object($cache) || !method_exists($cache, 'getKeys') || !method_exists($cache, 'delete')) {
            return;
        }
        $names = $cache->getKeys(self::PREFIX);
        foreach (is_array($names) ? $names : [] as $name) {
            if (is_string($name) && preg_match(self::ONE, $name, $found) === 1) {
                $cache->delete($found[1]);
            }
        }
    }
}
