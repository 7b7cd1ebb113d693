<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Words;

/**
 * Words beside numbers: `%count:row|rows%` in a text becomes the form that goes with the value of `count`, as the page says
 * it (sites/checklist/speak.ts). Two forms are English's, three Russian's: one, few, many (CLDR).
 */
final class Forms
{
    /**
     * @param array<string, string> $values
     */
    public static function fill(string $text, array $values): string
    {
        $filled = preg_replace_callback(
            '/%(\w+):([^%]+)%/',
            static function (array $found) use ($values): string {
                $forms = explode('|', $found[2]);
                return $forms[self::place((int) ($values[$found[1]] ?? 0), count($forms))] ?? $forms[0];
            },
            $text
        );
        return is_string($filled) ? $filled : $text;
    }

    private static function place(int $count, int $forms): int
    {
        if ($forms < 3) {
            return $count === 1 ? 0 : 1;
        }
        $isTeen = intdiv($count, 10) % 10 === 1;
        if ($count % 10 === 1 && !$isTeen) {
            return 0;
        }
        return $count % 10 >= 2 && $count % 10 <= 4 && !$isTeen ? 1 : 2;
    }
}
