<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * A log with its older files beside it: `name`, `name.0`, `name.1.gz` … Whoever owns the folder may have put anything there:
 * only regular files are opened, never waited for, and read for so many bytes at most.
 */
final class RotatedLog
{
    /** Of what is written as it is: the end of it. Of what is packed: its beginning, and no more. */
    private const MOST_BYTES = 16 * 1024 * 1024;
    private const MOST_UNPACKED = 32 * 1024 * 1024;
    /** Packed bytes at a time: a byte unpacks to a thousand at most. */
    private const PACKED_CHUNK = 2048;
    private const CHUNK = 256 * 1024;
    /** No line of a sign-in is so long. */
    private const LONGEST_LINE = 64 * 1024;
    private const OLDER = '/\.(\d{1,2})(\.gz)?$/D';
    private const KIND = 0170000;
    private const REGULAR = 0100000;

    private string $path;

    public function __construct(string $path)
    {
        $this->path = $path;
    }

    /**
     * @return list<array{path: string, stamp: string, changed: int}> the newest first
     */
    public function files(): array
    {
        clearstatcache();
        $byAge = [-1 => $this->path];
        foreach (@scandir(dirname($this->path)) ?: [] as $name) {
            $prefix = basename($this->path) . '.';
            if (strpos($name, $prefix) === 0 && preg_match(self::OLDER, $name, $found) === 1) {
                $byAge[(int) $found[1]] = dirname($this->path) . '/' . $name;
            }
        }
        ksort($byAge);
        $files = [];
        foreach ($byAge as $path) {
            $stat = @lstat($path);
            if ($stat !== false && ($stat['mode'] & self::KIND) === self::REGULAR) {
                $stamp = $stat['ino'] . ' ' . $stat['size'] . ' ' . $stat['mtime'];
                $files[] = ['path' => $path, 'stamp' => $stamp, 'changed' => $stat['mtime']];
            }
        }
        return $files;
    }

    /**
     * Whole lines, many at a time, in their order. Returns whether they were all that the file holds.
     *
     * @return \Generator<int, string, void, bool>
     *
     * @throws CannotRead
     */
    public function blocks(string $path): \Generator
    {
        $file = @fopen($path, 'rbn');
        $stat = $file === false ? false : fstat($file);
        if ($file === false || $stat === false || ($stat['mode'] & self::KIND) !== self::REGULAR) {
            error_clear_last();
            throw new CannotRead(CannotRead::FAILED, basename($path));
        }
        try {
            $chunks = substr($path, -3) === '.gz' ? self::unpacked($file, $path) : self::tail($file, $stat['size']);
            yield from self::wholeLines($chunks);
            return $chunks->getReturn();
        } finally {
            fclose($file);
        }
    }

    /**
     * @param resource $file
     *
     * @return \Generator<int, string, void, bool>
     */
    private static function tail($file, int $size): \Generator
    {
        $isWhole = $size <= self::MOST_BYTES;
        if (!$isWhole) {
            fseek($file, $size - self::MOST_BYTES);
            // It begins in the middle of a line.
            fgets($file, self::LONGEST_LINE);
        }
        for ($read = 0; $read < self::MOST_BYTES; $read += strlen($chunk)) {
            $chunk = (string) fread($file, self::CHUNK);
            if ($chunk === '') {
                break;
            }
            yield $chunk;
        }
        return $isWhole;
    }

    /**
     * @param resource $file
     *
     * @return \Generator<int, string, void, bool>
     *
     * @throws CannotRead
     */
    private static function unpacked($file, string $path): \Generator
    {
        $state = function_exists('inflate_init') ? inflate_init(ZLIB_ENCODING_GZIP) : false;
        if ($state === false) {
            throw new CannotRead(CannotRead::NOT_SUPPORTED, basename($path));
        }
        $unpacked = 0;
        while (!feof($file)) {
            $chunk = @inflate_add($state, (string) fread($file, self::PACKED_CHUNK));
            if ($chunk === false) {
                error_clear_last();
                throw new CannotRead(CannotRead::MISTYPED, basename($path));
            }
            $unpacked += strlen($chunk);
            if ($unpacked > self::MOST_UNPACKED) {
                return false;
            }
            if ($chunk !== '') {
                yield $chunk;
            }
        }
        return inflate_get_status($state) === ZLIB_STREAM_END;
    }

    /**
     * @param \Generator<int, string, void, bool> $chunks
     *
     * @return \Generator<int, string, void, void>
     */
    private static function wholeLines(\Generator $chunks): \Generator
    {
        $rest = '';
        $isSkipping = false;
        foreach ($chunks as $chunk) {
            if ($isSkipping) {
                $end = strpos($chunk, "\n");
                if ($end === false) {
                    continue;
                }
                $chunk = substr($chunk, $end + 1);
                $isSkipping = false;
            }
            $rest .= $chunk;
            if (strlen($rest) < self::LONGEST_LINE) {
                continue;
            }
            $end = strrpos($rest, "\n");
            if ($end !== false) {
                yield substr($rest, 0, $end + 1);
                $rest = substr($rest, $end + 1);
            }
            if (strlen($rest) >= self::LONGEST_LINE) {
                $rest = '';
                $isSkipping = true;
            }
        }
        $end = strrpos($rest, "\n");
        if ($end !== false) {
            yield substr($rest, 0, $end + 1);
        }
    }
}
