<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use InvalidArgumentException;
use JsonException;

use function array_keys;
use function is_array;
use function is_bool;
use function is_int;
use function is_string;
use function strcmp;

/**
 * JSON without blanks, keys of every object sorted by their bytes; the same text as sites/checklist/facts/digest.ts
 * makes of the same data (test/vectors/digest.json holds both to it). Bytes that are not UTF-8 become U+FFFD.
 */
final class CanonicalJson
{
    /** What JavaScript holds exactly; a larger number would be another one there. */
    private const LARGEST = 9007199254740991;

    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_LINE_TERMINATORS
        | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

    /**
     * Lists, objects as arrays with text keys, texts, booleans, nulls and whole numbers. An empty array is a list.
     *
     * @param array<int|string, mixed> $data also a list of `Json` alone: thousands of rows that are written already
     *
     * @throws InvalidArgumentException for anything else: a fraction is written differently by the two languages
     */
    public static function encode(array $data): string
    {
        if (($data[0] ?? null) instanceof Json) {
            return self::written($data);
        }
        try {
            $inOrder = [];
            return json_encode(self::sorted($data, $inOrder), self::FLAGS);
        } catch (JsonException $error) {
            throw new InvalidArgumentException($error->getMessage());
        }
    }

    /**
     * Rows for a larger list, with commas between them.
     *
     * @param list<array<string, mixed>> $rows
     */
    public static function rows(array $rows): string
    {
        return substr(self::encode($rows), 1, -1);
    }

    /**
     * One text as JSON.
     */
    public static function text(string $text): string
    {
        return (string) json_encode($text, self::FLAGS);
    }

    /**
     * @param array<int|string, mixed> $rows
     *
     * @throws InvalidArgumentException
     */
    private static function written(array $rows): string
    {
        $texts = [];
        foreach ($rows as $row) {
            if (!$row instanceof Json) {
                throw new InvalidArgumentException('written rows among others');
            }
            $texts[] = $row->text();
        }
        return '[' . implode(',', $texts) . ']';
    }

    /**
     * Arrays that are in order already are left as they are, so that nothing is copied for them.
     *
     * @param array<int|string, mixed>     $data
     * @param array<int, list<int|string>> $inOrder by depth the keys that were last found to be in order: thousands of
     *                                              rows have the same
     *
     * @return array<int|string, mixed>
     */
    private static function sorted(array $data, array &$inOrder, int $depth = 0): array
    {
        foreach ($data as $key => $value) {
            if (is_array($value)) {
                $inner = $value === [] ? $value : self::sorted($value, $inOrder, $depth + 1);
                if ($inner !== $value) {
                    $data[$key] = $inner;
                }
            } elseif (!is_string($value) && !is_bool($value) && $value !== null) {
                self::mustBeExact($value);
            }
        }
        $keys = array_keys($data);
        if ($keys !== ($inOrder[$depth] ?? null)) {
            if (self::areInOrder($keys)) {
                $inOrder[$depth] = $keys;
            } else {
                ksort($data, SORT_STRING);
            }
        }
        return $data;
    }

    /**
     * @param list<int|string> $keys
     */
    private static function areInOrder(array $keys): bool
    {
        $before = '';
        foreach ($keys as $key) {
            if (is_string($key)) {
                if (strcmp($before, $key) >= 0) {
                    return false;
                }
                $before = $key;
            }
        }
        return true;
    }

    /**
     * @param mixed $value
     */
    private static function mustBeExact($value): void
    {
        if (!is_int($value) || $value > self::LARGEST || $value < -self::LARGEST) {
            throw new InvalidArgumentException('not a value of the facts: ' . gettype($value));
        }
    }
}
