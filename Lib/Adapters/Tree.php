<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

/**
 * Folders with everything in them. Links are not followed.
 */
final class Tree
{
    /**
     * @return list<string> paths of the files below, in order
     */
    public static function files(string $folder): array
    {
        $files = [];
        foreach (is_dir($folder) ? array_diff((array) scandir($folder), ['.', '..']) : [] as $name) {
            $path = "$folder/$name";
            if (is_dir($path) && !is_link($path)) {
                foreach (self::files($path) as $below) {
                    $files[] = "$name/$below";
                }
            } else {
                $files[] = (string) $name;
            }
        }
        sort($files, SORT_STRING);
        return $files;
    }

    /**
     * As far as it can be removed.
     */
    public static function remove(string $path): void
    {
        if (is_dir($path) && !is_link($path)) {
            foreach (array_diff((array) scandir($path), ['.', '..']) as $name) {
                self::remove("$path/$name");
            }
            @rmdir($path);
        } elseif (file_exists($path) || is_link($path)) {
            @unlink($path);
        }
    }
}
