<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Common\Library\Auth\RedisTokenStorage;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Throwable;

/**
 * Who asks, as Core has just authenticated it for this request. Told from what is there, not from the release: since 2026
 * a signed token or an API key, before that a session.
 */
final class Identity
{
    private const ADMINS = 'admins';
    private const SESSION = 'authAdminCabinet';
    private const REFRESH_COOKIE = 'refreshToken';
    private const OWN_ADDRESSES = ['127.0.0.1', '::1'];

    /**
     * @param object $request of Core
     */
    public static function of(object $request): Caller
    {
        // Of the connection: what a forwarded header says is anybody's word.
        $address = is_string($_SERVER['REMOTE_ADDR'] ?? null) ? $_SERVER['REMOTE_ADDR'] : '';
        return self::byToken($request, $address)
            ?? self::bySession($address)
            ?? (in_array($address, self::OWN_ADDRESSES, true) ? Caller::process($address) : Caller::nobody($address));
    }

    /**
     * For pages: somebody is signed in, and not as an administrator. Only a session that is open already can tell; since
     * 2026 there is none, and a page does not know for whom it is.
     */
    public static function isOfOtherRole(): bool
    {
        $account = Services::isInUse('session') ? self::account() : null;
        return $account !== null && ($account['role'] ?? null) !== self::ADMINS;
    }

    private static function byToken(object $request, string $address): ?Caller
    {
        $payload = method_exists($request, 'getJwtPayload') ? $request->getJwtPayload() : null;
        if (is_array($payload)) {
            // A signed token lives for minutes; the cookie that renews it tells one login from another.
            $login = self::login();
            $binding = self::renewedBy($payload['userId'] ?? null, $login);
            $signedInAt = $binding === '' ? null : $login['createdAt'] ?? null;
            $caller = self::person($payload, 'userId', $binding, $address, is_int($signedInAt) ? $signedInAt : null);
            $token = $binding === '' ? null : self::token();
            return $token === null ? $caller : $caller->signedInAs(hash('sha256', $token));
        }
        $key = method_exists($request, 'getTokenInfo') ? $request->getTokenInfo() : null;
        if (is_array($key) && is_scalar($key['id'] ?? null)) {
            return Caller::key((string) $key['id'], $address);
        }
        return null;
    }

    /**
     * Hash of the cookie, where Core knows it as one of this person's; '': then nothing can be written. Any cookie can be sent
     * beside a token.
     *
     * @param mixed             $userId
     * @param array<mixed>|null $login
     */
    private static function renewedBy($userId, ?array $login): string
    {
        $cookie = $_COOKIE[self::REFRESH_COOKIE] ?? '';
        if (!is_string($cookie) || $cookie === '') {
            return '';
        }
        if (class_exists(RedisTokenStorage::class)) {
            if ($login === null || !is_scalar($userId) || ($login['userName'] ?? null) !== (string) $userId) {
                return '';
            }
        }
        return hash('sha256', $cookie);
    }

    /**
     * What Core keeps since 2026 of the login that this request's cookie renews (RefreshAction); null: nothing. Cookies are
     * encrypted on the way.
     *
     * @return array<mixed>|null
     */
    private static function login(): ?array
    {
        try {
            $token = self::token();
            $redis = Services::get('redis');
            return is_string($token) && is_object($redis) ? (new RedisTokenStorage($redis))->get($token) : null;
        } catch (Throwable $unreachable) {
            return null;
        }
    }

    /**
     * Of the login that renews itself; null: it cannot be read.
     */
    private static function token(): ?string
    {
        try {
            $cookies = Services::get('cookies');
        } catch (Throwable $none) {
            return null;
        }
        $cookie = is_object($cookies) && method_exists($cookies, 'get') ? $cookies->get(self::REFRESH_COOKIE) : null;
        $token = is_object($cookie) && method_exists($cookie, 'getValue') ? $cookie->getValue() : null;
        return is_string($token) ? $token : null;
    }

    private static function bySession(string $address): ?Caller
    {
        $account = self::account();
        $session = (string) session_id();
        return $account === null ? null : self::person($account, 'userName', $session, $address)->signedInAs($session);
    }

    /**
     * @return array<mixed>|null null: nobody is signed in, or not by a session
     */
    private static function account(): ?array
    {
        try {
            $session = Services::get('session');
        } catch (Throwable $none) {
            return null;
        }
        $account = is_object($session) && method_exists($session, 'get') ? $session->get(self::SESSION) : null;
        return is_array($account) ? $account : null;
    }

    /**
     * @param array<mixed> $account
     */
    private static function person(
        array $account,
        string $nameKey,
        string $binding,
        string $address,
        ?int $signedInAt = null
    ): Caller {
        $name = is_scalar($account[$nameKey] ?? null) ? (string) $account[$nameKey] : '';
        return Caller::person($name, ($account['role'] ?? null) === self::ADMINS, $binding, $address, $signedInAt);
    }
}
