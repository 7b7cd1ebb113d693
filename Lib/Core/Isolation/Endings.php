<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Isolation;

use MikoPBX\Common\Library\Auth\RedisTokenStorage;
use MikoPBX\Common\Models\AuthTokens;
use MikoPBX\Common\Models\UserPasskeys;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellCommands;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Models;
use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Plan\Asked;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Redis;
use Throwable;

/**
 * Ends what goes on: sessions of the cabinet, calls, registrations.
 */
final class Endings
{
    /** Of sessions in databases of Redis (SessionProvider): 2024, and what 2026 keeps beside its logins. */
    private const SESSIONS = '_PHCM_SESS:';
    private const DATABASES = [1, 5];
    /** Logins that renew themselves, since 2026: in the database of Core's own client (RedisTokenStorage). */
    private const LOGINS = 'refresh_token:';
    private const SECONDS = 2.0;
    private const AT_ONCE = 500;
    private const SECONDS_TO_HANG_UP = 3;

    /**
     * @throws PlayFailed
     */
    public static function sessions(string $spared): void
    {
        self::inRedis(static function (Redis $redis, string $prefix) use ($spared): void {
            foreach (self::others($redis, $prefix, $spared) as $key) {
                $redis->del($key);
            }
        });
        self::forgetRemembered();
    }

    /**
     * @throws PlayFailed
     */
    public static function sessionsBut(string $spared): int
    {
        $count = 0;
        self::inRedis(static function (Redis $redis, string $prefix) use ($spared, &$count): void {
            $count += count(self::others($redis, $prefix, $spared));
        });
        return $count;
    }

    /**
     * Older releases have none.
     *
     * @throws PlayFailed
     */
    public static function passkeys(): void
    {
        if (!class_exists(UserPasskeys::class)) {
            return;
        }
        Models::attempt(static function (): void {
            foreach (UserPasskeys::find() as $passkey) {
                Models::delete($passkey);
            }
        });
    }

    public static function passkeysNow(): int
    {
        return class_exists(UserPasskeys::class) ? (int) UserPasskeys::count() : 0;
    }

    /**
     * @throws PlayFailed
     */
    public static function calls(): void
    {
        if (self::asterisk('channel request hangup all') === null) {
            return;
        }
        // Whoever comes back has to sign in again.
        self::asterisk('database deltree registrar');
        for ($second = 0; $second < self::SECONDS_TO_HANG_UP && self::callsNow() > 0; $second++) {
            sleep(1);
        }
    }

    /**
     * @throws PlayFailed
     */
    public static function callsNow(): int
    {
        $said = implode("\n", self::asterisk('core show channels count') ?? []);
        return preg_match('/(\d+) active channel/', $said, $found) === 1 ? (int) $found[1] : 0;
    }

    /**
     * @return list<string>|null null: it does not run, so nobody calls
     *
     * @throws PlayFailed
     */
    private static function asterisk(string $command): ?array
    {
        try {
            return (new ShellCommands())->run('asterisk', ['-rx', $command]);
        } catch (CannotRead $silent) {
            if ($silent->reason() === CannotRead::FAILED) {
                return null;
            }
            throw PlayFailed::refused('asterisk: ' . $silent->reason());
        }
    }

    /**
     * @param callable(Redis, string): void $work where sessions are, and how their keys begin
     *
     * @throws PlayFailed
     */
    private static function inRedis(callable $work): void
    {
        try {
            foreach (self::places() as [$database, $prefix]) {
                $redis = self::redis();
                $redis->select($database);
                $work($redis, $prefix);
            }
        } catch (Throwable $broken) {
            throw PlayFailed::refused('sessions: ' . get_class($broken));
        }
    }

    /**
     * @return list<array{int, string}> number of the database, and how its keys begin
     */
    private static function places(): array
    {
        $places = [];
        foreach (self::DATABASES as $database) {
            $places[] = [$database, self::SESSIONS];
        }
        // Older releases keep no such logins, and their client may not even be connected.
        if (!class_exists(RedisTokenStorage::class)) {
            return $places;
        }
        try {
            $own = Services::get('redis');
            if ($own instanceof Redis) {
                $prefix = $own->getOption(Redis::OPT_PREFIX);
                $places[] = [$own->getDbNum(), (is_string($prefix) ? $prefix : '') . self::LOGINS];
            }
        } catch (Throwable $none) {
            return $places;
        }
        return $places;
    }

    /**
     * @return list<string> keys, but for the one that is spared
     */
    private static function others(Redis $redis, string $prefix, string $spared): array
    {
        $others = [];
        $cursor = null;
        do {
            $keys = $redis->scan($cursor, $prefix . '*', self::AT_ONCE);
            foreach (is_array($keys) ? $keys : [] as $key) {
                $name = substr((string) $key, strlen($prefix));
                if ($spared === '' || !hash_equals($spared, Asked::sessionHash($name))) {
                    $others[(string) $key] = true;
                }
            }
        } while (is_numeric($cursor) && (int) $cursor > 0);
        return array_map('strval', array_keys($others));
    }

    /**
     * Without the prefix that Core's own client puts before each key.
     */
    private static function redis(): Redis
    {
        $config = Services::get('config');
        $isConfig = is_object($config) && method_exists($config, 'path');
        $host = $isConfig ? $config->path('redis.host') : null;
        $port = $isConfig ? $config->path('redis.port') : null;
        $redis = new Redis();
        $redis->connect(is_string($host) ? $host : '127.0.0.1', is_numeric($port) ? (int) $port : 6379, self::SECONDS);
        return $redis;
    }

    /**
     * Logins that 2024 remembers for a month.
     *
     * @throws PlayFailed
     */
    private static function forgetRemembered(): void
    {
        if (!class_exists(AuthTokens::class)) {
            return;
        }
        Models::attempt(static function (): void {
            foreach (AuthTokens::find() as $token) {
                Models::delete($token);
            }
        });
    }
}
