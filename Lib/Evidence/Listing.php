<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;

/**
 * Files that are to be taken, one a line, whole or not there at all: whoever goes on goes by the same list. With recordings it is long, and is
 * never in memory.
 *
 * @phpstan-type Listed array{path: string, name: string, size: int, time: int}
 */
final class Listing
{
    private string $path;

    public function __construct(string $path)
    {
        $this->path = $path;
    }

    public function isThere(): bool
    {
        return is_file($this->path);
    }

    /**
     * @param iterable<Listed> $files
     *
     * @throws Trouble
     */
    public function write(iterable $files): void
    {
        $draft = $this->path . '.draft';
        $umask = umask(0177);
        $file = @fopen($draft, 'wbe');
        umask($umask);
        if ($file === false) {
            throw new Trouble(Trouble::DISK, basename($this->path));
        }
        $isWhole = true;
        foreach ($files as ['path' => $path, 'name' => $name, 'size' => $size, 'time' => $time]) {
            $line = implode("\t", [base64_encode($path), base64_encode($name), $size, $time]) . "\n";
            $isWhole = $isWhole && @fwrite($file, $line) === strlen($line);
        }
        if (!fclose($file) || !$isWhole || !@rename($draft, $this->path)) {
            throw new Trouble(Trouble::DISK, basename($this->path));
        }
    }

    /**
     * @param int $skip the first ones
     *
     * @return Generator<int, Listed>
     */
    public function files(int $skip = 0): Generator
    {
        $file = $this->isThere() ? @fopen($this->path, 'rb') : false;
        for ($at = 0; $file !== false && ($line = fgets($file)) !== false; $at++) {
            $fields = explode("\t", rtrim($line, "\n"));
            if ($at < $skip || count($fields) !== 4) {
                continue;
            }
            yield [
                'path' => (string) base64_decode($fields[0], true),
                'name' => (string) base64_decode($fields[1], true),
                'size' => (int) $fields[2],
                'time' => (int) $fields[3],
            ];
        }
        if ($file !== false) {
            fclose($file);
        }
    }

    /**
     * @return array{files: int, bytes: int}
     */
    public function sum(): array
    {
        $files = 0;
        $bytes = 0;
        foreach ($this->files() as ['size' => $size]) {
            $files++;
            $bytes += $size;
        }
        return ['files' => $files, 'bytes' => $bytes];
    }
}
