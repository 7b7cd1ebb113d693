<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Cidr;

/**
 * Addresses in networks, as rules name them. What is not understood holds nobody.
 */
final class Networks
{
    /**
     * @param string $permit an address, a network with length or mask, or several with commas: Core hands it on as it is
     */
    public static function hold(string $permit, string $address): bool
    {
        foreach (explode(',', $permit) as $part) {
            if (self::holds(trim($part), $address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * As iptables prints it, host bits cleared; null: no network.
     */
    public static function normal(string $network): ?string
    {
        $parts = explode('/', trim($network), 2);
        return Cidr::network($parts[0], $parts[1] ?? self::whole($parts[0]));
    }

    /**
     * Whether everybody in one network is in the other one, too. Several with commas are not looked into.
     */
    public static function covers(string $outer, string $inner): bool
    {
        $normal = self::normal($inner);
        $around = self::normal($outer);
        if ($normal === null || $around === null) {
            return trim($outer) === trim($inner);
        }
        [$address, $length] = explode('/', $normal);
        return (int) $length >= (int) explode('/', $around)[1] && self::holds($around, $address);
    }

    /**
     * One address, however it is written.
     */
    public static function isSame(string $one, string $other): bool
    {
        $normal = self::normal($one);
        return $normal !== null && $normal === self::normal($other);
    }

    public static function isVersion6(string $network): bool
    {
        return strpos($network, ':') !== false;
    }

    private static function holds(string $network, string $address): bool
    {
        $normal = self::normal($network);
        if ($normal === null || self::isVersion6($network) !== self::isVersion6($address)) {
            return false;
        }
        $length = explode('/', $normal)[1];
        return Cidr::network($address, $length) === $normal;
    }

    private static function whole(string $address): string
    {
        return self::isVersion6($address) ? '128' : '32';
    }
}
