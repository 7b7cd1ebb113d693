<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

/**
 * Who asks under REST v3, as Core hands it to its worker (`sessionContext`).
 */
final class SessionContext
{
    private const ADMINS = 'admins';

    /**
     * @param array<mixed>|null $context null: Core asked for no sign-in, because the request came from the PBX itself. v3 hands
     *                                   on no headers, so nothing tells one of its processes from a page that a browser or a
     *                                   proxy there passed on: it is nobody
     */
    public static function caller(?array $context): Caller
    {
        $context = $context ?? [];
        $address = self::text($context, 'remote_addr');
        if (isset($context['token_id'])) {
            return Caller::key(self::text($context, 'token_id'), $address);
        }
        if (!isset($context['role'])) {
            return Caller::nobody($address);
        }
        return Caller::person(self::text($context, 'user_name'), $context['role'] === self::ADMINS, '', $address);
    }

    /**
     * @param array<mixed> $from
     */
    private static function text(array $from, string $key): string
    {
        return is_scalar($from[$key] ?? null) ? (string) $from[$key] : '';
    }
}
