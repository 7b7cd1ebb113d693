<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Common passwords and words: small letters, digits and signs of ASCII, no blanks. Read when the first is asked for.
 *
 * As scripts/generate-secrets-data.mjs writes it: a line for each start of four characters, then all that may follow it,
 * each behind a blank. Shorter words are starts that nothing follows.
 */
final class Dictionary
{
    private const START = 4;
    /** Longer words are not looked for inside a secret. */
    private const LONGEST_REST = 12;
    private const BETWEEN = ' ';

    private string $path;
    /** @var array<int|string, string>|null lines by start; null: not read yet */
    private ?array $lines;

    /**
     * @param array<int|string, string>|null $lines
     */
    private function __construct(string $path, ?array $lines)
    {
        $this->path = $path;
        $this->lines = $lines;
    }

    /**
     * The one that comes with the module.
     */
    public static function shipped(): self
    {
        return self::file(__DIR__ . '/Data/words.generated.txt');
    }

    /**
     * @param string $path of a list as it is generated
     */
    public static function file(string $path): self
    {
        return new self($path, null);
    }

    /**
     * @param list<string> $words
     */
    public static function of(array $words): self
    {
        $lines = [];
        foreach ($words as $word) {
            $start = substr($word, 0, self::START);
            $lines[$start] = ($lines[$start] ?? $start) . self::BETWEEN . substr($word, strlen($start));
        }
        return new self('', $lines);
    }

    /**
     * @throws CannotRead
     */
    public function has(string $word): bool
    {
        $lines = $this->lines ?? $this->read();
        $start = substr($word, 0, self::START);
        $rest = self::BETWEEN . substr($word, strlen($start)) . self::BETWEEN;
        // A text with blanks is none of them, but could look like two that follow each other.
        return isset($lines[$start]) && strpos($word, self::BETWEEN) === false
            && strpos($lines[$start] . self::BETWEEN, $rest) !== false;
    }

    /**
     * Words of 4 to 16 characters inside a text.
     *
     * @return list<array{int, int}> where each starts and the place behind it, in bytes
     *
     * @throws CannotRead
     */
    public function in(string $text): array
    {
        $lines = $this->lines ?? $this->read();
        $found = [];
        for ($from = 0, $last = strlen($text) - self::START; $from <= $last; $from++) {
            $start = substr($text, $from, self::START);
            if (!isset($lines[$start])) {
                continue;
            }
            $behind = substr($text, $from + self::START, self::LONGEST_REST);
            foreach (explode(self::BETWEEN, substr($lines[$start], self::START + 1)) as $rest) {
                $length = strlen($rest);
                if (strncmp($behind, $rest, $length) === 0) {
                    $found[] = [$from, $from + self::START + $length];
                }
            }
        }
        return $found;
    }

    /**
     * @return array<int|string, string>
     *
     * @throws CannotRead
     */
    private function read(): array
    {
        $text = is_readable($this->path) ? @file_get_contents($this->path) : false;
        if ($text === false || $text === '') {
            throw new CannotRead(CannotRead::FAILED, basename($this->path));
        }
        $lines = [];
        foreach (explode("\n", rtrim($text, "\n")) as $line) {
            $lines[rtrim(substr($line, 0, self::START))] = $line;
        }
        return $this->lines = $lines;
    }
}
