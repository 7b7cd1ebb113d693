<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

/**
 * Looks for secrets and every part of them of six characters, in every writing. Of those with less than six characters,
 * sure ones are looked for as they are, where four bytes make a hit by chance unlikely, and the others where they stand as
 * a whole value. Hashes without a key would let others try passwords: they are looked for, too.
 *
 * @phpstan-import-type Secret from Planted
 */
final class Searcher
{
    private const PART = 6;
    private const SHORTEST_SURE = 4;
    /** Every second place is looked at: each part, of four bytes or more, has one with three bytes behind it. */
    private const STEP = 2;
    private const BYTES = 3;
    private const SHORTEST_WHOLE = 3;
    private const WHOLE = [['"', '"'], ["'", "'"], ['=> ', "\n"]];
    private const HASHES = ['md5', 'sha1', 'sha256', 'sha512'];
    /** Bytes of a hash are looked for by its first ones. */
    private const HASH_BYTES = 10;
    /** Digests that are made of much else, and the checksum that follows one at the head of a cache. */
    private const DIGEST = '/(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])(?:\n[0-9a-f]{8})?/';
    private const PAGE_TOKEN = '/"\d{9,12}\.[0-9a-f]{32}"/';

    /** @var array<int|string, int> number of the secret, by part */
    private array $parts = [];
    /** @var array<int|string, list<array{string, int}>> parts with the place of those bytes in them, by three bytes */
    private array $places = [];
    /** @var array<string, true> hex */
    private array $hashes = [];
    /** @var list<Secret> */
    private array $secrets;

    /**
     * @param list<Secret> $secrets
     */
    private function __construct(array $secrets)
    {
        $this->secrets = $secrets;
    }

    /**
     * @param list<Secret> $secrets
     */
    public static function of(array $secrets): self
    {
        $searcher = new self($secrets);
        foreach ($secrets as $number => $secret) {
            foreach (self::partsOf($secret['text'], $secret['isSure']) as $part) {
                $searcher->lookFor($part, $number);
            }
            foreach (self::HASHES as $algorithm) {
                $hash = hash($algorithm, $secret['text']);
                $searcher->hashes[$hash] = true;
                $searcher->lookFor(substr((string) hex2bin($hash), 0, self::HASH_BYTES), $number);
            }
        }
        return $searcher;
    }

    /**
     * Looks for these parts alone, as another found them.
     *
     * @param list<string> $parts
     */
    public function only(array $parts): self
    {
        $searcher = new self($this->secrets);
        $searcher->hashes = $this->hashes;
        foreach ($parts as $part) {
            $searcher->lookFor($part, $this->parts[$part]);
        }
        return $searcher;
    }

    /**
     * @return array<int|string, string> what was found in which writing, by part
     */
    public function find(string $text): array
    {
        $found = [];
        foreach (Layers::of($this->withoutDigests($text)) as $writing => $layer) {
            foreach ($this->partsIn($layer) as $part) {
                $found += [$part => $writing];
            }
        }
        return $found;
    }

    /**
     * What the secret is that this is a part of.
     *
     * @return Secret
     */
    public function secretOf(string $part): array
    {
        return $this->secrets[$this->parts[$part]];
    }

    /**
     * @return list<string>
     */
    public static function partsOf(string $text, bool $isSure): array
    {
        $characters = preg_match('//u', $text) === 1
            ? (array) preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY)
            : str_split($text);
        if (count($characters) >= self::PART) {
            $parts = [];
            for ($from = 0; $from + self::PART <= count($characters); $from++) {
                $parts[] = implode('', array_slice($characters, $from, self::PART));
            }
            return $parts;
        }
        if ($isSure && strlen($text) >= self::SHORTEST_SURE) {
            return [$text];
        }
        // One or two letters say nothing.
        $around = strlen($text) < self::SHORTEST_WHOLE ? [] : self::WHOLE;
        return array_map(static function (array $around) use ($text): string {
            return $around[0] . $text . $around[1];
        }, $around);
    }

    private function lookFor(string $part, int $number): void
    {
        if (!isset($this->parts[$part])) {
            $this->parts[$part] = $number;
            for ($place = 0; $place < self::STEP; $place++) {
                $this->places[substr($part, $place, self::BYTES)][] = [$part, $place];
            }
        }
    }

    /**
     * @return list<string>
     */
    private function partsIn(string $text): array
    {
        $found = [];
        for ($at = 0, $last = strlen($text) - self::BYTES; $at <= $last; $at += self::STEP) {
            $bytes = substr($text, $at, self::BYTES);
            if (!isset($this->places[$bytes])) {
                continue;
            }
            foreach ($this->places[$bytes] as [$part, $place]) {
                if ($at >= $place && substr_compare($text, $part, $at - $place, strlen($part)) === 0) {
                    $found[] = $part;
                }
            }
        }
        return $found;
    }

    /**
     * Hex digits by the thousand would look like parts of secrets of hex digits.
     */
    private function withoutDigests(string $text): string
    {
        $text = (string) preg_replace(self::PAGE_TOKEN, '"(token)"', $text);
        return (string) preg_replace_callback(
            self::DIGEST,
            function (array $found): string {
                return isset($this->hashes[$found[1]]) ? $found[0] : '(digest)';
            },
            $text
        );
    }
}
