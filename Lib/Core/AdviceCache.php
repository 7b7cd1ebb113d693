<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Ports\UpdateCheck;

/**
 * What Core's advice last found, about updates and about the password of the cabinet. Asks nobody.
 *
 * About updates Core keeps the same empty list for "none is newer" and for "the release server could not be asked", so an empty one
 * says nothing.
 */
final class AdviceCache implements UpdateCheck
{
    private const KEY = 'WorkerPrepareAdvice:MikoPBX\Core\Workers\Libs\WorkerPrepareAdvice\\';
    private const UPDATES = self::KEY . 'CheckUpdates';
    private const PASSWORD = self::KEY . 'CheckWebPasswords';

    public function last(): array
    {
        $advice = self::advice(self::UPDATES);
        $latest = $advice === null ? null : self::version($advice);
        return ['latest' => $latest, 'checkedAt' => null];
    }

    /**
     * Core's script takes everybody to General settings by this (check-passwords.js).
     */
    public static function sendsAway(): bool
    {
        $needed = self::advice(self::PASSWORD)['needUpdate'] ?? null;
        return is_array($needed) && $needed !== [];
    }

    /**
     * @return array<mixed>|null null: none is kept
     */
    private static function advice(string $key): ?array
    {
        $cache = Services::get('managedCache');
        $advice = is_object($cache) && method_exists($cache, 'get') ? $cache->get($key) : null;
        return is_array($advice) ? $advice : null;
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
