<?php

/**
 * Logins as Core keeps them since 2026: for the static analysis, and for tests of who asks.
 */

declare(strict_types=1);

namespace MikoPBX\Common\Library\Auth;

class RedisTokenStorage
{
    /** @var array<string, array<string, int|string>> by their cookie, for tests */
    public static array $logins = [];

    public function __construct(object $redis)
    {
    }

    /** @return array<string, int|string>|null */
    public function get(string $refreshToken): ?array
    {
        return self::$logins[$refreshToken] ?? null;
    }
}
