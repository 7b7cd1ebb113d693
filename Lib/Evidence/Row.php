<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * A line of the ledger: a member that is whole, or a file that could not be taken.
 */
final class Row
{
    /** Made here: what a command or a table says. */
    public const MADE = 'made';
    /** One of the list of files. */
    public const FILE = 'file';
    /** One of the list of recordings. */
    public const RECORDING = 'recording';

    /** @var self::MADE|self::FILE|self::RECORDING */
    public string $kind;
    public string $name;
    public int $size;
    /** '': it is not in the archive. */
    public string $sha256;
    /** Where it ends in the archive; of what is not in it, where the former one ends. */
    public int $end;
    public int $time;
    /** What happened to it meanwhile; '': nothing. */
    public string $note;

    /**
     * @phpstan-param self::MADE|self::FILE|self::RECORDING $kind
     */
    public function __construct(string $kind, string $name, int $size, string $sha256, int $end, int $time, string $note)
    {
        $this->kind = $kind;
        $this->name = $name;
        $this->size = $size;
        $this->sha256 = $sha256;
        $this->end = $end;
        $this->time = $time;
        $this->note = $note;
    }

    public function isThere(): bool
    {
        return $this->sha256 !== '';
    }

    public function line(): string
    {
        $fields = [$this->kind, base64_encode($this->name), $this->size, $this->sha256, $this->end, $this->time, $this->note];
        return implode("\t", $fields) . "\n";
    }

    /**
     * @return self|null null: it was not written to its end
     */
    public static function read(string $line): ?self
    {
        $fields = explode("\t", rtrim($line, "\n"));
        if (substr($line, -1) !== "\n" || count($fields) !== 7) {
            return null;
        }
        [$kind, $name, $size, $sha256, $end, $time, $note] = $fields;
        $isKnown = $kind === self::MADE || $kind === self::FILE || $kind === self::RECORDING;
        return $isKnown
            ? new self($kind, (string) base64_decode($name, true), (int) $size, $sha256, (int) $end, (int) $time, $note)
            : null;
    }
}
