<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Makes secrets that people type into phones: letters and digits, none that is mistaken for another one.
 */
final class FreshSecret
{
    public const SHORTEST = 16;
    public const LONGEST = 64;

    private const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
    private const KINDS = ['/[2-9]/', '/[A-Z]/', '/[a-z]/'];

    public static function make(int $length): string
    {
        do {
            $secret = '';
            for ($place = 0; $place < $length; $place++) {
                $secret .= self::LETTERS[random_int(0, strlen(self::LETTERS) - 1)];
            }
        } while (!self::hasAllKinds($secret));
        return $secret;
    }

    /**
     * Thrown away and made anew where one is missing: so every one that has them is as likely as any other.
     */
    private static function hasAllKinds(string $secret): bool
    {
        foreach (self::KINDS as $kind) {
            if (preg_match($kind, $secret) !== 1) {
                return false;
            }
        }
        return true;
    }
}
