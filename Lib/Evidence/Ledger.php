<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;

/**
 * What is whole in the archive, written down behind each member. It is read line by line: with recordings there may be a million.
 */
final class Ledger
{
    private string $path;
    /** @var resource|null */
    private $file = null;

    public function __construct(string $path)
    {
        $this->path = $path;
    }

    /**
     * @return Generator<int, Row>
     */
    public function rows(): Generator
    {
        $file = is_file($this->path) ? @fopen($this->path, 'rb') : false;
        while ($file !== false && ($line = fgets($file)) !== false) {
            $row = Row::read($line);
            if ($row === null) {
                break;
            }
            yield $row;
        }
        if ($file !== false) {
            fclose($file);
        }
    }

    /**
     * Takes up what stands there, as far as it is whole and in the archive, and cuts the rest off.
     *
     * @param callable(Row): bool $isGood
     */
    public function resume(callable $isGood): Progress
    {
        $progress = new Progress();
        $bytes = 0;
        foreach ($this->rows() as $row) {
            if (!$isGood($row)) {
                break;
            }
            $progress->add($row);
            $bytes += strlen($row->line());
        }
        $this->open();
        if ($this->file === null || !ftruncate($this->file, $bytes)) {
            throw new Trouble(Trouble::DISK, basename($this->path));
        }
        fseek($this->file, $bytes);
        return $progress;
    }

    /**
     * @throws Trouble
     */
    public function add(Row $row): void
    {
        $line = $row->line();
        if ($this->file === null || @fwrite($this->file, $line) !== strlen($line)) {
            throw new Trouble(Trouble::DISK, basename($this->path));
        }
    }

    private function open(): void
    {
        $umask = umask(0177);
        $file = @fopen($this->path, 'c+be');
        umask($umask);
        $this->file = $file === false ? null : $file;
        if ($this->file !== null) {
            stream_set_write_buffer($this->file, 0);
        }
    }
}
