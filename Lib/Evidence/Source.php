<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;

/**
 * A file of the PBX that is read for the archive: only a regular one, without waiting, no link followed, as long as it was when it was opened. A log that is written to
 * all the time would have no end.
 */
final class Source
{
    public const MISSING = 'missing';
    public const UNREADABLE = 'unreadable';
    public const SHRANK = 'shrank';
    public const GREW = 'grew';
    public const CHANGED = 'changed';
    private const CHUNK = 1048576;
    private const TYPE = 0170000;
    private const REGULAR = 0100000;

    public string $note = '';
    public int $time = 0;
    /** @var resource|null */
    private $file = null;
    private int $size = 0;

    /**
     * @return bool false: it is not there any more, or is no file; `note` says what
     */
    public function open(string $path): bool
    {
        clearstatcache(true, $path);
        $seen = @lstat($path);
        if ($seen === false) {
            $this->note = self::MISSING;
            return false;
        }
        $isFile = ($seen['mode'] & self::TYPE) === self::REGULAR;
        $file = $isFile ? @fopen($path, 'rbne') : false;
        $stat = $file === false ? false : fstat($file);
        if ($file === false || $stat === false || $stat['ino'] !== $seen['ino'] || $stat['dev'] !== $seen['dev']) {
            $this->note = self::UNREADABLE;
            return false;
        }
        stream_set_chunk_size($file, self::CHUNK);
        stream_set_read_buffer($file, 0);
        $this->file = $file;
        $this->size = $stat['size'];
        $this->time = $stat['mtime'];
        return true;
    }

    /**
     * @return Generator<int, string>
     */
    public function pieces(): Generator
    {
        $file = $this->file;
        $left = $this->size;
        while ($file !== null && $left > 0) {
            $piece = @fread($file, max(1, min(self::CHUNK, $left)));
            if ($piece === false || $piece === '') {
                break;
            }
            $left -= strlen($piece);
            yield $piece;
        }
        $this->close($left);
    }

    private function close(int $left): void
    {
        if ($this->file === null) {
            return;
        }
        $stat = fstat($this->file);
        fclose($this->file);
        $this->file = null;
        if ($left > 0) {
            $this->note = self::SHRANK;
        } elseif ($stat !== false && $stat['size'] > $this->size) {
            $this->note = self::GREW;
        } elseif ($stat !== false && $stat['mtime'] !== $this->time) {
            $this->note = self::CHANGED;
        }
    }
}
