<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Generator;

/**
 * Core's own copies of its database: of five changes, and of the last seven days on which something changed. They tell when a thing came.
 *
 * @phpstan-type Copy array{time: int, things: array<string, list<Thing>>}
 */
final class Copies
{
    private const NAME = '/\A\d{4}-\d\d-\d\d(_h\d\d_m\d\d_s\d\d)?_mikopbx\.db\.gz\z/';
    private const KIND = 0170000;
    private const REGULAR = 0100000;
    private const MOST = 20;
    private const CHUNK = 16384;
    private const MOST_BYTES = 67108864;

    private string $folder;
    private bool $isComplete = true;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    /**
     * @param float $until when to stop, in seconds of the monotonic clock
     *
     * @return list<Copy> the oldest first
     */
    public function read(float $until): array
    {
        $copies = [];
        $this->isComplete = true;
        foreach ($this->files() as $path => $time) {
            if (hrtime(true) / 1e9 > $until) {
                $this->isComplete = false;
                break;
            }
            $things = (new OfDatabase(SqlCopy::tables(self::lines($path))))->things();
            if ($things !== []) {
                $copies[] = ['time' => $time, 'things' => $things];
            }
        }
        return $copies;
    }

    /**
     * Were all read?
     */
    public function isComplete(): bool
    {
        return $this->isComplete;
    }

    /**
     * @return array<string, int> when each was written
     */
    private function files(): array
    {
        clearstatcache();
        $files = [];
        foreach ([$this->folder, "$this->folder/day"] as $folder) {
            foreach ($this->folder === '' || !is_dir($folder) ? [] : (array) scandir($folder) as $name) {
                $stat = preg_match(self::NAME, (string) $name) === 1 ? @lstat("$folder/$name") : false;
                if ($stat !== false && ($stat['mode'] & self::KIND) === self::REGULAR && $stat['size'] > 0) {
                    $files["$folder/$name"] = $stat['mtime'];
                }
            }
        }
        asort($files);
        return array_slice($files, 0, self::MOST, true);
    }

    /**
     * @return Generator<int, string>
     */
    private static function lines(string $path): Generator
    {
        $file = @fopen($path, 'rbn');
        $unpacking = inflate_init(ZLIB_ENCODING_GZIP);
        if ($file === false || $unpacking === false) {
            return;
        }
        $rest = '';
        $bytes = 0;
        while (!feof($file) && $bytes < self::MOST_BYTES) {
            $text = @inflate_add($unpacking, (string) fread($file, self::CHUNK));
            if ($text === false) {
                break;
            }
            $bytes += strlen($text);
            $lines = explode("\n", $rest . $text);
            $rest = (string) array_pop($lines);
            foreach ($lines as $line) {
                yield "$line\n";
            }
        }
        fclose($file);
        if ($rest !== '') {
            yield $rest;
        }
    }
}
