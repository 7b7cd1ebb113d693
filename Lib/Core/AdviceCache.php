<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Ports\UpdateCheck;

/**
 * What Core's daily advice about updates last found. Asks nobody.
 *
 * Core keeps the same empty list for "none is newer" and for "the release server could not be asked", so an empty one
 * says nothing.
 */
final class AdviceCache implements UpdateCheck
{
    private const KEY = 'WorkerPrepareAdvice:MikoPBX\Core\Workers\Libs\WorkerPrepareAdvice\CheckUpdates';

    public function last(): array
    {
        $cache = Services::get('managedCache');
        $advice = is_object($cache) && method_exists($cache, 'get') ? $cache->get(self::KEY) : null;
        $latest = is_array($advice) ? self::version($advice) : null;
        return ['latest' => $latest, 'checkedAt' => null];
    }

    /**
     * @param array<mixed> $advice by level, lists of texts with their values
     */
    private static function version(array $advice): ?string
    {
        foreach (is_array($advice['info'] ?? null) ? $advice['info'] : [] as $message) {
            $values = is_array($message) ? $message['messageParams'] ?? null : null;
            if (is_array($values) && is_string($values['ver'] ?? null) && $values['ver'] !== '') {
                return $values['ver'];
            }
        }
        return null;
    }
}
