<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

/**
 * One process at a time: it holds a lock of the kernel, which ends with it, however it ends, and which needs no space on
 * the disk. A program that it starts does not inherit the lock.
 */
final class OnlyOne
{
    private const TRIES = 20;
    private const MICROSECONDS_BETWEEN = 50000;

    private string $path;
    /** @var resource|null */
    private $lock;

    public function __construct(string $path)
    {
        $this->path = $path;
    }

    /**
     * @return bool false: another one is there, or nobody can tell
     */
    public function become(): bool
    {
        $file = $this->open();
        for ($try = 1; $file !== null && $try <= self::TRIES; $try++) {
            if (flock($file, LOCK_EX | LOCK_NB)) {
                $this->lock = $file;
                return true;
            }
            // Somebody may be looking at this very moment.
            usleep(self::MICROSECONDS_BETWEEN);
        }
        return false;
    }

    /**
     * From now on another one may come.
     */
    public function leave(): void
    {
        if ($this->lock !== null) {
            fclose($this->lock);
            $this->lock = null;
        }
    }

    /**
     * Another process is there.
     */
    public function isAlive(): bool
    {
        $file = $this->lock === null ? $this->open() : null;
        if ($file === null) {
            return false;
        }
        $isFree = flock($file, LOCK_EX | LOCK_NB);
        fclose($file);
        return !$isFree;
    }

    /**
     * @return resource|null
     */
    private function open()
    {
        // `e`: not handed down. On a read-only disk the file is there already.
        $file = @fopen($this->path, 'ce');
        $file = $file === false ? @fopen($this->path, 're') : $file;
        return $file === false ? null : $file;
    }
}
