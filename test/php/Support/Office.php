<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use PDO;

/**
 * Databases for tests: our own small schemas of both releases, with a made-up office in them.
 */
final class Office
{
    public const RELEASES = ['2024', '2026'];

    private const FOLDER = __DIR__ . '/../fixtures/';

    /**
     * Tables without rows.
     */
    public static function blank(string $release, string $file = ':memory:'): PDO
    {
        $pdo = new PDO('sqlite:' . $file, null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
        $pdo->exec((string) file_get_contents(self::FOLDER . 'schema-2024.sql'));
        if ($release === '2026') {
            $pdo->exec((string) file_get_contents(self::FOLDER . 'schema-2026.sql'));
        }
        return $pdo;
    }

    public static function open(string $release, string $file = ':memory:'): PDO
    {
        $pdo = self::blank($release, $file);
        $pdo->exec((string) file_get_contents(self::FOLDER . 'office.sql'));
        $pdo->exec((string) file_get_contents(self::FOLDER . "office-$release.sql"));
        return $pdo;
    }
}
