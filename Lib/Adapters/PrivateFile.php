<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * Files that nobody but their owner and root can read, each whole or not there at all.
 */
final class PrivateFile
{
    private const OWNER_ONLY = 0600;
    /** What a file system with nothing left may still say that it has. */
    private const ROOM = 65536;

    /**
     * What is behind its beginning; null: it is not there, cannot be read, or begins otherwise.
     */
    public static function read(string $path, string $begin = ''): ?string
    {
        $file = is_file($path) && is_readable($path) ? @fopen($path, 'rb') : false;
        if ($file === false) {
            return null;
        }
        // A large file is not read for nothing.
        $isWanted = $begin === '' || fread($file, strlen($begin)) === $begin;
        $rest = $isWanted ? stream_get_contents($file) : false;
        fclose($file);
        return $rest === false ? null : $rest;
    }

    /**
     * Unix time; null: it is not there.
     */
    public static function writtenAt(string $path): ?int
    {
        clearstatcache(true, $path);
        $at = file_exists($path) ? @filemtime($path) : false;
        return $at === false ? null : $at;
    }

    /**
     * A reader sees the old file or the new one.
     *
     * @param list<string> $pieces of the text, so that large ones need not be put together first
     *
     * @return bool false: it could not be written, and the old one is still there
     */
    public static function write(string $path, array $pieces): bool
    {
        $folder = dirname($path);
        // Without its folder, tempnam() would write where everybody does.
        $draft = is_writable($folder) ? @tempnam($folder, basename($path)) : false;
        if ($draft === false) {
            return false;
        }
        self::handOver($draft, $folder);
        if (!@chmod($draft, self::OWNER_ONLY) || !self::fill($draft, $pieces) || !@rename($draft, $path)) {
            @unlink($draft);
            return false;
        }
        return true;
    }

    /**
     * @throws CannotStore
     */
    public static function mustWrite(string $path, string $text): void
    {
        if (!self::write($path, [$text])) {
            throw self::trouble($path, strlen($text));
        }
    }

    /**
     * Why so many bytes could not be written there.
     */
    public static function trouble(string $path, int $bytes): CannotStore
    {
        $free = @disk_free_space(dirname($path));
        $isFull = $free !== false && $free < $bytes + self::ROOM;
        return new CannotStore($isFull ? CannotStore::FULL : CannotStore::BROKEN, basename($path) . ' cannot be written');
    }

    /**
     * @param list<string> $pieces
     */
    private static function fill(string $path, array $pieces): bool
    {
        $file = @fopen($path, 'wb');
        if ($file === false) {
            return false;
        }
        $isWhole = true;
        foreach ($pieces as $piece) {
            $isWhole = $isWhole && @fwrite($file, $piece) === strlen($piece);
        }
        return fclose($file) && $isWhole;
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
