<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use InvalidArgumentException;
use JsonException;

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
     * @param array<int|string, mixed> $data
     *
     * @throws InvalidArgumentException for anything else: a fraction is written differently by the two languages
     */
    public static function encode(array $data): string
    {
        try {
            return json_encode(self::sorted($data), self::FLAGS);
        } catch (JsonException $error) {
            throw new InvalidArgumentException($error->getMessage());
        }
    }

    /**
     * One text as JSON.
     */
    public static function text(string $text): string
    {
        return (string) json_encode($text, self::FLAGS);
    }

    /**
     * Arrays that are in order already are left as they are, so that nothing is copied for them.
     *
     * @param array<int|string, mixed> $data
     *
     * @return array<int|string, mixed>
     */
    private static function sorted(array $data): array
    {
        $isSorted = true;
        $before = '';
        foreach ($data as $key => $value) {
            if (is_array($value)) {
                if ($value !== []) {
                    $inner = self::sorted($value);
                    if ($inner !== $value) {
                        $data[$key] = $inner;
                    }
                }
            } elseif (!is_string($value) && !is_bool($value) && $value !== null) {
                self::mustBeExact($value);
            }
            if (is_string($key)) {
                $isSorted = $isSorted && strcmp($before, $key) < 0;
                $before = $key;
            }
        }
        if (!$isSorted) {
            ksort($data, SORT_STRING);
        }
        return $data;
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
