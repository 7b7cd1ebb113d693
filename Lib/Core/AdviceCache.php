<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Ports\UpdateCheck;

/**
 * What Core's own advice (WorkerPrepareAdvice) last found: newer releases, the password of the cabinet, warnings.
 * Asks nobody.
 *
 * About updates Core keeps the same empty list for "none is newer" and for "the release server could not be asked", so
 * an empty one says nothing.
 */
final class AdviceCache implements UpdateCheck
{
    private const KEY = 'WorkerPrepareAdvice:MikoPBX\Core\Workers\Libs\WorkerPrepareAdvice\\';
    private const PASSWORD = 'CheckWebPasswords';

    public function last(): array
    {
        $updates = self::advice('CheckUpdates');
        $log = self::advice('CheckSecurityLog');
        $ssh = self::advice('CheckSSHConfig');
        $files = self::advice('CheckCorruptedFiles');
        return [
            'latest' => $updates === null ? null : self::version($updates),
            'checkedAt' => null,
            'warnings' => [
                'securityLog' => $log === null ? null : self::growth($log),
                'sshPassword' => $ssh === null ? null : self::says($ssh, 'error', '/^adv_SSHPassword/'),
                'files' => $files === null ? null : self::says($files, 'warning', '/^adv_SystemBroken/'),
            ],
        ];
    }

    /**
     * Core looks at other logs, too; only this one tells of guesses.
     *
     * @param array<mixed> $advice
     *
     * @return 'calm'|'growing'|'flood'
     */
    private static function growth(array $advice): string
    {
        if (self::says($advice, 'error', '/^adv_SecurityLog/')) {
            return 'flood';
        }
        return self::says($advice, 'warning', '/^adv_SecurityLog/') ? 'growing' : 'calm';
    }

    /**
     * @param array<mixed> $advice
     */
    private static function says(array $advice, string $level, string $pattern): bool
    {
        foreach (is_array($advice[$level] ?? null) ? $advice[$level] : [] as $message) {
            $text = is_array($message) ? $message['messageTpl'] ?? null : null;
            if (is_string($text) && preg_match($pattern, $text) === 1) {
                return true;
            }
        }
        return false;
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
    private static function advice(string $check): ?array
    {
        $cache = Services::get('managedCache');
        $advice = is_object($cache) && method_exists($cache, 'get') ? $cache->get(self::KEY . $check) : null;
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
