<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;

/**
 * What lies in folders of logs and of recordings. Links are not followed; who lies there knows nothing of who looks.
 *
 * @phpstan-import-type Listed from Listing
 */
final class Found
{
    /** Databases lie among the logs of some releases. */
    private const NO_LOG = '/\.db(?:-wal|-shm|-journal)?\z|\.sqlite3?(?:-wal|-shm|-journal)?\z/';
    private const DATE = '~\A\d{4}(?:/\d\d){0,3}\z~';
    private const HOUR = '~\A\d{4}/\d\d/\d\d/\d\d(?:/|\z)~';

    /**
     * Newest first: where their rotation cannot be stopped, the oldest one goes first.
     *
     * @return list<Listed>
     */
    public static function logs(string $folder, string $prefix): array
    {
        $files = [];
        foreach (self::below($folder, '', null) as $file) {
            if (preg_match(self::NO_LOG, $file['name']) !== 1) {
                $files[] = ['name' => "$prefix/" . $file['name']] + $file;
            }
        }
        usort($files, static function (array $one, array $other): int {
            return [$other['time'], $one['name']] <=> [$one['time'], $other['name']];
        });
        return $files;
    }

    /**
     * Recordings lie in folders by hour; whatever lies elsewhere counts by when it was written last.
     *
     * @return Generator<int, Listed>
     */
    public static function recordings(string $folder, string $prefix, Period $period): Generator
    {
        foreach (self::below($folder, '', $period) as $file) {
            if (preg_match(self::HOUR, $file['name']) === 1 || $period->holds($file['time'])) {
                yield ['name' => "$prefix/" . $file['name']] + $file;
            }
        }
    }

    /**
     * @return Generator<int, Listed> names are relative
     */
    private static function below(string $folder, string $relative, ?Period $period): Generator
    {
        $names = is_dir($folder) ? @scandir($folder, SCANDIR_SORT_DESCENDING) : [];
        foreach ($names === false ? [] : $names as $name) {
            if ($name === '.' || $name === '..') {
                continue;
            }
            $path = "$folder/$name";
            $inside = $relative === '' ? $name : "$relative/$name";
            if (is_link($path)) {
                continue;
            }
            if (is_dir($path)) {
                if ($period === null || preg_match(self::DATE, $inside) !== 1 || $period->touches($inside)) {
                    yield from self::below($path, $inside, $period);
                }
                continue;
            }
            $stat = is_file($path) ? @lstat($path) : false;
            if ($stat !== false) {
                yield ['path' => $path, 'name' => $inside, 'size' => $stat['size'], 'time' => $stat['mtime']];
            }
        }
        clearstatcache();
    }
}
