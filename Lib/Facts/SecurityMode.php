<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Core's security mode: how much one address may ask of its web interface, and whether what looks like an attack is refused.
 */
final class SecurityMode
{
    public const KEY = 'PBXSecurityMode';
    /** From lax to strict. */
    public const ALL = ['relaxed', 'balanced', 'strict', 'paranoid'];

    /** What its web server takes for everything that it does not know. */
    private const ELSE = 'balanced';

    /**
     * @return array{unknown: string, detail?: string}|string
     *
     * @throws CannotRead where settings cannot be read at all
     */
    public static function read(Settings $settings)
    {
        if (!$settings->has(self::KEY)) {
            return Unreadable::value(new CannotRead(CannotRead::NOT_SUPPORTED));
        }
        return self::inForce((string) $settings->find(self::KEY));
    }

    /**
     * @phpstan-return value-of<self::ALL>
     */
    public static function inForce(string $stored): string
    {
        foreach (self::ALL as $mode) {
            if ($stored === $mode) {
                return $mode;
            }
        }
        return self::ELSE;
    }

    /**
     * What is no mode is no stricter one, and none is stricter than it.
     */
    public static function isStricter(string $mode, string $than): bool
    {
        $ranks = array_flip(self::ALL);
        return isset($ranks[$mode], $ranks[$than]) && $ranks[$mode] > $ranks[$than];
    }
}
