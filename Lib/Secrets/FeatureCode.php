<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * Features in two bytes, but for `shared`, which is about other secrets.
 *
 * @phpstan-import-type SecretFeatures from Features
 */
final class FeatureCode
{
    /** Bytes of one. */
    public const LENGTH = 2;

    private const LENGTHS = ['empty', 'lt8', '8-11', '12+'];
    private const MISSING = [Characters::UPPER, Characters::LOWER, Characters::DIGIT, Characters::SPECIAL];
    private const CONTAINS = ['name', 'number', 'login', 'company', 'date'];
    /** Stands last, and came last. */
    private const OF_HARDWARE = 'hardware';
    /** Where each begins, in bits. */
    private const AT_MISSING = 2;
    private const AT_CONTAINS = 6;
    private const DICTIONARY = 1 << 11;
    private const DIGITS_ONLY = 1 << 12;
    private const GENERATED = 1 << 13;
    private const STRONG = 1 << 14;
    private const HARDWARE = 1 << 15;

    /**
     * @phpstan-param SecretFeatures $features
     */
    public static function encode(array $features): string
    {
        $bits = (int) array_search($features['length'], self::LENGTHS, true);
        foreach (self::MISSING as $place => $class) {
            $bits |= in_array($class, $features['missing'], true) ? 1 << (self::AT_MISSING + $place) : 0;
        }
        foreach (self::CONTAINS as $place => $kind) {
            $bits |= in_array($kind, $features['contains'], true) ? 1 << (self::AT_CONTAINS + $place) : 0;
        }
        $bits |= $features['dictionary'] ? self::DICTIONARY : 0;
        $bits |= $features['digitsOnly'] ? self::DIGITS_ONLY : 0;
        $bits |= $features['generated'] ? self::GENERATED : 0;
        $bits |= $features['strong'] ? self::STRONG : 0;
        $bits |= in_array(self::OF_HARDWARE, $features['contains'], true) ? self::HARDWARE : 0;
        return pack('n', $bits);
    }

    /**
     * @param string $code `LENGTH` bytes
     *
     * @return SecretFeatures shared by none
     */
    public static function decode(string $code): array
    {
        $bits = ord($code[0]) << 8 | ord($code[1]);
        $missing = [];
        foreach (self::MISSING as $place => $class) {
            if (($bits & 1 << (self::AT_MISSING + $place)) !== 0) {
                $missing[] = $class;
            }
        }
        $contains = [];
        foreach (self::CONTAINS as $place => $kind) {
            if (($bits & 1 << (self::AT_CONTAINS + $place)) !== 0) {
                $contains[] = $kind;
            }
        }
        if (($bits & self::HARDWARE) !== 0) {
            $contains[] = self::OF_HARDWARE;
        }
        return [
            'contains' => $contains,
            'dictionary' => ($bits & self::DICTIONARY) !== 0,
            'digitsOnly' => ($bits & self::DIGITS_ONLY) !== 0,
            'generated' => ($bits & self::GENERATED) !== 0,
            'length' => self::LENGTHS[$bits & 3],
            'missing' => $missing,
            'shared' => 0,
            'strong' => ($bits & self::STRONG) !== 0,
        ];
    }
}
