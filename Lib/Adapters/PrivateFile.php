<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

/**
 * Files that nobody but their owner and root can read, each whole or not there at all.
 */
final class PrivateFile
{
    private const OWNER_ONLY = 0600;

    /**
     * null: it is not there, or cannot be read.
     */
    public static function read(string $path): ?string
    {
        $text = is_readable($path) && is_file($path) ? @file_get_contents($path) : false;
        return $text === false ? null : $text;
    }

    /**
     * A reader sees the old file or the new one.
     *
     * @return bool false: it could not be written, and the old one is still there
     */
    public static function write(string $path, string $text): bool
    {
        $folder = dirname($path);
        // Without its folder, tempnam() would write where everybody does.
        $draft = is_writable($folder) ? @tempnam($folder, basename($path)) : false;
        if ($draft === false) {
            return false;
        }
        $isWritten = @chmod($draft, self::OWNER_ONLY) && @file_put_contents($draft, $text) === strlen($text);
        self::handOver($draft, $folder);
        if (!$isWritten || !@rename($draft, $path)) {
            @unlink($draft);
            return false;
        }
        return true;
    }

    /**
     * What root writes belongs to whoever owns the folder, as what that user writes himself.
     */
    private static function handOver(string $path, string $folder): void
    {
        $owner = fileowner($folder);
        if ($owner !== false && $owner !== fileowner($path)) {
            @chown($path, $owner);
        }
    }
}
