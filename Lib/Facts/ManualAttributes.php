<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * Manual attributes of an account or provider: an ini text, stored as base64, whose sections override what Core
 * writes into its configuration. Read as Core reads it (Util::parseIniSettings), so that what is in force is told: a
 * repeated section replaces the earlier one, the last line with a key wins, closing brackets are cut out everywhere.
 */
final class ManualAttributes
{
    private static ?self $none = null;

    /** @var array<string, array<string, string>> */
    private array $sections;

    /**
     * @param string $stored base64, or plain text as some put it into the database by hand
     */
    public function __construct(string $stored)
    {
        $this->sections = $stored === '' ? [] : self::parse(self::decoded($stored));
    }

    /**
     * The same, but most of thousands of accounts have none: these share one.
     */
    public static function of(?string $stored): self
    {
        if ($stored === null || $stored === '') {
            return self::$none ??= new self('');
        }
        return new self($stored);
    }

    /**
     * null: not overridden. An empty text: Core then writes no such line at all.
     */
    public function override(string $section, string $key): ?string
    {
        $value = $this->sections[$section][$key] ?? null;
        return $value === '0' ? '' : $value;
    }

    /**
     * The hash that Asterisk compares with instead of a password (`auth_type=md5` with `md5_cred`, newer `password_digest`):
     * then no password that Core stores is in force. Empty: one is asked for and not given. null: a password decides.
     */
    public function hash(string $section): ?string
    {
        $digest = $this->override($section, 'password_digest') ?? '';
        if ($digest !== '') {
            return $digest;
        }
        $md5 = $this->override($section, 'md5_cred') ?? '';
        switch (strtolower($this->override($section, 'auth_type') ?? '')) {
            case 'md5':
                return $md5;
            case 'digest':
                return $md5 === '' ? null : $md5;
            default:
                return null;
        }
    }

    private static function decoded(string $stored): string
    {
        $text = (string) base64_decode($stored, false);
        return base64_encode($text) === $stored ? $text : $stored;
    }

    /**
     * @return array<string, array<string, string>>
     */
    private static function parse(string $text): array
    {
        $lines = [];
        foreach (explode("\n", $text) as $line) {
            $line = trim($line);
            $end = strpos($line, ']');
            $lines[] = $end !== false && $line[0] === '[' ? "\n" . substr($line, 0, $end) : $line;
        }
        $sections = [];
        foreach (explode("\n[", str_replace(']', '', implode("\n", $lines))) as $section) {
            $rows = explode("\n", trim($section));
            $name = trim((string) array_shift($rows));
            $sections[$name] = self::values($rows);
        }
        return $sections;
    }

    /**
     * @param list<string> $rows
     *
     * @return array<string, string>
     */
    private static function values(array $rows): array
    {
        $values = [];
        foreach ($rows as $row) {
            $parts = explode('=', $row, 2);
            $key = trim($parts[0]);
            $value = trim($parts[1] ?? '');
            if ($value !== '' && $key !== '' && $key !== '0') {
                $values[$key] = $value;
            }
        }
        return $values;
    }
}
