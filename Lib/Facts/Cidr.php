<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * Addresses and networks in CIDR notation.
 */
final class Cidr
{
    /**
     * Length of a netmask written as an address, in either family; null where it is none.
     */
    public static function lengthOfMask(string $mask): ?int
    {
        $bytes = self::bytes($mask);
        if ($bytes === null) {
            return null;
        }
        $bits = '';
        foreach (str_split($bytes) as $byte) {
            $bits .= str_pad(decbin(ord($byte)), 8, '0', STR_PAD_LEFT);
        }
        return preg_match('/^(1*)0*$/D', $bits, $found) === 1 ? strlen($found[1]) : null;
    }

    /**
     * The network that an address with a length, or a mask, belongs to; null where that is no address.
     */
    public static function network(string $address, string $lengthOrMask): ?string
    {
        $bytes = self::bytes(trim($address));
        $length = ctype_digit($lengthOrMask) ? (int) $lengthOrMask : self::lengthOfMask($lengthOrMask);
        if ($bytes === null || $length === null || $length > 8 * strlen($bytes)) {
            return null;
        }
        $network = '';
        foreach (str_split($bytes) as $index => $byte) {
            $bits = max(0, min(8, $length - 8 * $index));
            $network .= chr(ord($byte) & (0xff00 >> $bits));
        }
        return inet_ntop($network) . '/' . $length;
    }

    private static function bytes(string $address): ?string
    {
        $bytes = filter_var($address, FILTER_VALIDATE_IP) === false ? false : inet_pton($address);
        return $bytes === false ? null : $bytes;
    }
}
