<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * Lines as `sha256sum` writes them and `sha256sum -c` reads them. A name that would break its line is written with escapes, which a
 * backslash before the hash tells.
 */
final class Sums
{
    private const ESCAPES = ['\\' => '\\\\', "\n" => '\\n', "\r" => '\\r'];

    public static function line(string $sha256, string $name): string
    {
        $escaped = self::escaped($name);
        return ($escaped === $name ? '' : '\\') . "$sha256  $escaped\n";
    }

    public static function escaped(string $name): string
    {
        return strtr($name, self::ESCAPES);
    }
}
