<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

/**
 * A shell script as text, with its hash. What is shown, hashed and run are the same bytes: nobody reads them from a disk
 * a second time.
 */
final class Script
{
    public const MOST_BYTES = 2097152;

    /** Of programs that understand what `sh` understands; without such a line, `sh` is what runs it. */
    private const SHELL = '~\A#![ \t]*/(?:usr/)?bin/(?:env[ \t]+)?(?:ba|da|a|k)?sh(?:[ \t\r\n]|\z)~';
    private const SHEBANG = '#!';
    private const PAGE = '~\A\s*<(?:!doctype|html|head|body|\?xml|!--)~i';
    /** Controls but for tabs and ends of lines, and what turns the direction of a line around: shown text would lie. */
    private const UNSEEN = '~[^\P{Cc}\t\n\r\f]|[\x{202A}-\x{202E}\x{2066}-\x{2069}]~u';

    private string $bytes;
    private string $sha256;

    private function __construct(string $bytes)
    {
        $this->bytes = $bytes;
        $this->sha256 = hash('sha256', $bytes);
    }

    /**
     * @throws Trouble when these bytes are no such script
     */
    public static function of(string $bytes): self
    {
        if (strlen($bytes) > self::MOST_BYTES) {
            throw new Trouble(Trouble::TOO_LARGE);
        }
        if (trim($bytes) === '') {
            throw new Trouble(Trouble::EMPTY);
        }
        if (preg_match(self::PAGE, $bytes) === 1) {
            throw new Trouble(Trouble::PAGE);
        }
        if (preg_match('//u', $bytes) !== 1 || preg_match(self::UNSEEN, $bytes) !== 0) {
            throw new Trouble(Trouble::NOT_TEXT);
        }
        $isOfAnother = strncmp($bytes, self::SHEBANG, 2) === 0 && preg_match(self::SHELL, $bytes) !== 1;
        if ($isOfAnother || self::isJson($bytes)) {
            throw new Trouble(Trouble::NOT_SHELL);
        }
        return new self($bytes);
    }

    public function bytes(): string
    {
        return $this->bytes;
    }

    public function sha256(): string
    {
        return $this->sha256;
    }

    public function size(): int
    {
        return strlen($this->bytes);
    }

    /**
     * What a server says instead of a file.
     */
    private static function isJson(string $bytes): bool
    {
        return strpbrk(ltrim($bytes)[0], '{[') !== false && is_array(json_decode($bytes, true));
    }
}
