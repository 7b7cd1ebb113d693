<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * Writes a tar archive, member by member: of each, the size in its header is what was written, whatever its file did meanwhile, and
 * the bytes that are hashed are those. Whoever was ended in the middle cuts it where the last whole member ends, and goes on.
 *
 * The format is GNU's, because that of POSIX (pax) is passed over by the tar of BusyBox, and wants names in UTF-8, which names of files need not be.
 */
final class Tar
{
    private const BLOCK = 512;
    /** Names up to here are in the header; longer ones in a member before it. */
    private const MOST_NAME = 100;
    private const LONG_NAME = '././@LongLink';
    /** Beyond, sizes are written as numbers to the base of 256. */
    private const MOST_OCTAL = 077777777777;
    private const MODE = 0600;
    private const FILE = '0';
    private const NAME = 'L';
    /** Two empty blocks, filled up to what tapes were written by. */
    private const RECORD = 10240;

    /** @var resource */
    private $file;
    /** @var int<0, max> */
    private int $end;

    /**
     * @param resource    $file
     * @param int<0, max> $end
     */
    private function __construct($file, int $end)
    {
        $this->file = $file;
        $this->end = $end;
    }

    /**
     * @param int<0, max> $end where the last whole member ends; what is behind it is cut off
     *
     * @throws Trouble
     */
    public static function open(string $path, int $end): self
    {
        $umask = umask(0177);
        $file = @fopen($path, 'c+be');
        umask($umask);
        if ($file === false || !ftruncate($file, $end)) {
            throw new Trouble(Trouble::DISK, basename($path));
        }
        stream_set_write_buffer($file, 0);
        return new self($file, $end);
    }

    /**
     * @param iterable<string> $pieces of what is in it
     *
     * @return array{size: int, sha256: string, end: int}
     *
     * @throws Trouble
     */
    public function add(string $name, int $time, iterable $pieces): array
    {
        $before = self::before($name);
        $start = $this->end + strlen($before) + self::BLOCK;
        $this->seek($start);
        $hash = hash_init('sha256');
        $size = 0;
        foreach ($pieces as $piece) {
            hash_update($hash, $piece);
            $this->write($piece);
            $size += strlen($piece);
        }
        $this->write(str_repeat("\0", self::gap($size)));
        // Only now it is known how long it became.
        $this->seek($this->end);
        $this->write($before . self::header($name, $size, $time, self::FILE));
        $this->end = max(0, $start + $size + self::gap($size));
        return ['size' => $size, 'sha256' => hash_final($hash), 'end' => $this->end];
    }

    /**
     * @param int<0, max> $end
     */
    public function cut(int $end): void
    {
        ftruncate($this->file, $end);
        $this->end = $end;
    }

    /**
     * Whether a member lies there as it was written.
     *
     * @param resource $file of an archive
     */
    public static function holds($file, string $name, Row $row): bool
    {
        $head = self::before($name) . self::header($name, $row->size, $row->time, self::FILE);
        $gap = self::gap($row->size);
        $start = $row->end - $gap - $row->size - strlen($head);
        if ($start < 0 || fseek($file, $start) !== 0 || fread($file, max(1, strlen($head))) !== $head) {
            return false;
        }
        $hash = hash_init('sha256');
        hash_update_stream($hash, $file, $row->size);
        $isFilled = $gap === 0 || fread($file, max(1, $gap)) === str_repeat("\0", $gap);
        return $isFilled && hash_final($hash) === $row->sha256;
    }

    /**
     * @return int bytes of the archive
     *
     * @throws Trouble
     */
    public function finish(): int
    {
        $this->seek($this->end);
        $whole = max(0, intdiv($this->end + 2 * self::BLOCK + self::RECORD - 1, self::RECORD) * self::RECORD);
        $this->write(str_repeat("\0", $whole - $this->end));
        // Behind it may lie what was begun and could not be had.
        if (!ftruncate($this->file, $whole) || !fclose($this->file)) {
            throw new Trouble(Trouble::DISK);
        }
        return $whole;
    }

    private function seek(int $offset): void
    {
        fseek($this->file, $offset);
    }

    /**
     * @throws Trouble
     */
    private function write(string $bytes): void
    {
        if ($bytes !== '' && @fwrite($this->file, $bytes) !== strlen($bytes)) {
            throw new Trouble(Trouble::DISK);
        }
    }

    /**
     * What stands before the header, because the name is too long for it.
     */
    private static function before(string $name): string
    {
        return strlen($name) <= self::MOST_NAME ? ''
            : self::header(self::LONG_NAME, strlen($name) + 1, 0, self::NAME) . self::filled($name . "\0");
    }

    private static function header(string $name, int $size, int $time, string $kind): string
    {
        $before = str_pad(substr($name, 0, self::MOST_NAME), self::MOST_NAME, "\0")
            . self::octal(self::MODE, 8) . self::octal(0, 8) . self::octal(0, 8)
            . self::size($size) . self::octal(max(0, min($time, self::MOST_OCTAL)), 12);
        $after = $kind . str_repeat("\0", 100) . "ustar  \0" . str_pad('root', 32, "\0") . str_pad('root', 32, "\0");
        $text = str_pad($before . '        ' . $after, self::BLOCK, "\0");
        $sum = array_sum(array_map('ord', str_split($text)));
        return $before . sprintf('%06o', $sum) . "\0 " . str_pad($after, self::BLOCK - strlen($before) - 8, "\0");
    }

    private static function size(int $size): string
    {
        return $size > self::MOST_OCTAL ? "\x80\0\0\0" . pack('J', $size) : self::octal($size, 12);
    }

    private static function octal(int $number, int $length): string
    {
        return sprintf('%0' . ($length - 1) . 'o', $number) . "\0";
    }

    private static function filled(string $text): string
    {
        return $text . str_repeat("\0", self::gap(strlen($text)));
    }

    private static function gap(int $size): int
    {
        return (self::BLOCK - $size % self::BLOCK) % self::BLOCK;
    }
}
