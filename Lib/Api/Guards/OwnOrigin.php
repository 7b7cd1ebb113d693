<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * Where a browser says which site asks, it is this one: same host and port. The scheme does not have to be the one that
 * this PBX sees, because a proxy in front may have taken TLS off.
 */
final class OwnOrigin implements Guard
{
    private const ORIGIN = '~\A(https?)://(.+)\z~s';
    private const USUAL_PORTS = ['http' => ':80', 'https' => ':443'];
    /** Sec-Fetch-Site of requests that other sites, or other ports of this host, cause. */
    private const STRANGERS = ['cross-site', 'same-site'];

    public function check(Request $request, Caller $caller): void
    {
        $origin = $request->header('origin');
        $isStranger = in_array($request->header('sec-fetch-site'), self::STRANGERS, true);
        if ($isStranger || ($origin !== null && !self::isOwn($origin, $request->header('host') ?? ''))) {
            throw Refused::wrongOrigin();
        }
    }

    /**
     * Browsers leave the usual port out of both; others write it.
     */
    private static function isOwn(string $origin, string $host): bool
    {
        if (preg_match(self::ORIGIN, strtolower($origin), $found) !== 1) {
            return false;
        }
        [, $scheme, $place] = $found;
        $usual = '/' . self::USUAL_PORTS[$scheme] . '\z/';
        return preg_replace($usual, '', $place) === preg_replace($usual, '', strtolower($host));
    }
}
