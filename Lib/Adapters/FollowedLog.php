<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Closure;
use Generator;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * A log from a moment on, and what is written to it while somebody looks. Its older files are read where they reach so far back;
 * where it is put aside it is read to its end, then the new one is. Whoever owns the folder may have put anything there: only
 * regular files are opened, and never waited for.
 */
final class FollowedLog
{
    private const CHUNK = 256 * 1024;
    private const LONGEST_LINE = 64 * 1024;
    /** Where a search in the file ends: what is left is read. */
    private const NEAR = 128 * 1024;
    private const KIND = 0170000;
    private const REGULAR = 0100000;
    private const PACKED = '.gz';

    private string $path;
    private RotatedLog $log;
    /** @var Closure(string): ?int time of the first line of a block */
    private Closure $timeOf;
    /** @var list<string> older files, the oldest first */
    private array $older = [];
    /** @var resource|null */
    private $file = null;
    private bool $isCurrent = false;
    /** @var Generator<int, string, void, bool>|null */
    private ?Generator $packed = null;
    private int $since = 0;
    private string $rest = '';
    private bool $isSkipping = false;

    /**
     * @param Closure(string): ?int $timeOf
     */
    public function __construct(string $path, Closure $timeOf)
    {
        $this->path = $path;
        $this->log = new RotatedLog($path);
        $this->timeOf = $timeOf;
    }

    /**
     * Begins anew.
     *
     * @param int $since seconds since 1970; somewhat older lines may come, too
     */
    public function from(int $since): void
    {
        $this->close();
        $this->since = $since;
        $this->older = [];
        foreach ($this->log->files() as ['path' => $path, 'changed' => $changed]) {
            if ($path !== $this->path && $changed >= $since) {
                array_unshift($this->older, $path);
            }
        }
    }

    /**
     * The next whole lines; '' when there are none yet.
     *
     * @throws CannotRead when there is no such log
     */
    public function next(): string
    {
        while ($this->open()) {
            $chunk = $this->chunk();
            if ($chunk === '') {
                if (!$this->isDrained()) {
                    return '';
                }
                $this->close();
                continue;
            }
            $lines = $this->wholeLines($chunk);
            if ($lines !== '') {
                return $lines;
            }
        }
        throw new CannotRead(CannotRead::MISSING, basename($this->path));
    }

    private function open(): bool
    {
        if ($this->file !== null || $this->packed !== null) {
            return true;
        }
        while ($this->older !== []) {
            $path = array_shift($this->older);
            if (substr($path, -strlen(self::PACKED)) === self::PACKED) {
                $this->packed = $this->log->blocks($path);
                return true;
            }
            $this->file = $this->opened($path);
            if ($this->file !== null) {
                return true;
            }
        }
        $this->file = $this->opened($this->path);
        $this->isCurrent = $this->file !== null;
        return $this->isCurrent;
    }

    /**
     * @return resource|null at the first line that may be new enough
     */
    private function opened(string $path)
    {
        clearstatcache(true, $path);
        $named = @lstat($path);
        $file = @fopen($path, 'rbn');
        $stat = $file === false ? false : fstat($file);
        // No link, and nothing that took its place in between.
        $isPlain = $named !== false && $stat !== false && ($named['mode'] & self::KIND) === self::REGULAR
            && $named['ino'] === $stat['ino'] && $named['dev'] === $stat['dev'];
        if ($file === false || $stat === false || !$isPlain) {
            error_clear_last();
            return null;
        }
        $begins = 0;
        $ends = $stat['size'];
        while ($ends - $begins > self::NEAR) {
            $middle = intdiv($begins + $ends, 2);
            fseek($file, $middle);
            $time = ($this->timeOf)((string) fread($file, self::NEAR));
            if ($time === null) {
                break;
            }
            if ($time < $this->since) {
                $begins = $middle;
            } else {
                $ends = $middle;
            }
        }
        fseek($file, $begins);
        // It begins in the middle of a line.
        $this->isSkipping = $begins > 0;
        return $file;
    }

    private function chunk(): string
    {
        if ($this->packed !== null) {
            return $this->unpacked($this->packed);
        }
        return $this->file === null ? '' : (string) fread($this->file, self::CHUNK);
    }

    /**
     * What is damaged is left out from there on.
     *
     * @param Generator<int, string, void, bool> $blocks
     */
    private function unpacked(Generator $blocks): string
    {
        try {
            $block = $blocks->valid() ? $blocks->current() : '';
            $blocks->next();
            return $block;
        } catch (CannotRead $damaged) {
            return '';
        }
    }

    /**
     * Nobody writes to it any more, and all of it was read.
     */
    private function isDrained(): bool
    {
        if ($this->file === null || !$this->isCurrent) {
            return true;
        }
        clearstatcache(true, $this->path);
        $now = @lstat($this->path);
        $own = fstat($this->file);
        error_clear_last();
        if ($now === false || $own === false) {
            return false;
        }
        if ($own['ino'] === $now['ino'] && $own['dev'] === $now['dev']) {
            $this->afterEmptied($own['size']);
            return false;
        }
        // Asterisk has the new one open by now; what it wrote into this one since is the last of it.
        $last = (string) fread($this->file, self::CHUNK);
        if ($last === '') {
            return true;
        }
        fseek($this->file, -strlen($last), SEEK_CUR);
        return false;
    }

    /**
     * Somebody emptied it from a page of Core.
     */
    private function afterEmptied(int $size): void
    {
        if ($this->file !== null && $size < (int) ftell($this->file)) {
            rewind($this->file);
            $this->rest = '';
            $this->isSkipping = false;
        }
    }

    private function wholeLines(string $chunk): string
    {
        if ($this->isSkipping) {
            $end = strpos($chunk, "\n");
            if ($end === false) {
                return '';
            }
            $chunk = substr($chunk, $end + 1);
            $this->isSkipping = false;
        }
        $lines = $this->rest . $chunk;
        $end = strrpos($lines, "\n");
        $this->rest = $end === false ? $lines : substr($lines, $end + 1);
        if (strlen($this->rest) > self::LONGEST_LINE) {
            $this->rest = '';
            $this->isSkipping = true;
        }
        return $end === false ? '' : substr($lines, 0, $end + 1);
    }

    private function close(): void
    {
        if ($this->file !== null) {
            fclose($this->file);
        }
        $this->file = null;
        $this->packed = null;
        $this->isCurrent = false;
        $this->rest = '';
        $this->isSkipping = false;
    }
}
