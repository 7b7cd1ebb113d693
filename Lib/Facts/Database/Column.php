<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

/**
 * Columns as Core takes them. SQLite keeps whatever was put into a column, whatever its type says.
 */
final class Column
{
    /** What Core stores where no network filter is chosen: nothing, a zero, or the word of its drop-down list. */
    private const NO_FILTER = ['', '0', 'none'];

    public static function text(?string $value): string
    {
        return $value ?? '';
    }

    public static function isOn(?string $value): bool
    {
        return $value === '1';
    }

    /**
     * A number as PHP's own cast reads it, which is what Core does: a text without digits is 0.
     */
    public static function number(?string $value): int
    {
        return (int) $value;
    }

    /**
     * Id of a network filter, or the word `localhost`; null: none chosen.
     */
    public static function filterId(?string $value): ?string
    {
        $id = trim((string) $value);
        return in_array($id, self::NO_FILTER, true) ? null : $id;
    }

    /**
     * SIP accounts and providers are configured unless switched off; SQL's NULL counts as switched off, too.
     */
    public static function isDisabled(?string $value): bool
    {
        return $value === null || $value === '1';
    }
}
