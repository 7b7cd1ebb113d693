<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

/**
 * Removes a file whose bytes nobody may find later: written over in place, which a full disk allows, then removed. A disk that
 * moves what is written elsewhere by itself keeps the old bytes for a while; what matters is sealed besides.
 */
final class Shredder
{
    private const PIECE = 65536;

    /**
     * @return bool whether it is gone
     */
    public static function shred(string $path): bool
    {
        clearstatcache(true, $path);
        $size = is_file($path) && !is_link($path) ? (int) filesize($path) : 0;
        $file = $size > 0 ? @fopen($path, 'r+b') : false;
        if ($file !== false) {
            for ($left = $size; $left > 0; $left -= self::PIECE) {
                fwrite($file, str_repeat("\0", min($left, self::PIECE)));
            }
            fflush($file);
            // Since PHP 8.1.
            if (function_exists('fsync')) {
                fsync($file);
            }
            fclose($file);
        }
        return !file_exists($path) || @unlink($path);
    }
}
