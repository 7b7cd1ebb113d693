<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\SignIns;

/**
 * Who signed in over one service: addresses with the last time (seconds since 1970) and how often.
 */
final class Seen
{
    private const MOST = 1000;
    private const MOST_KEYS = 200;

    /** @var array<string, array{last: int, count: int}> by address */
    public array $addresses = [];
    /** Sign-ins that were told without an address. */
    public int $nameless = 0;
    /** @var array<string, int> when each key was used last, by its fingerprint as the log has it */
    public array $keys = [];
    /** Whether there was no more than is kept. */
    public bool $complete = true;
    private int $most;

    public function __construct(int $most = self::MOST)
    {
        $this->most = $most;
    }

    public function add(string $address, int $time, int $count): void
    {
        $known = $this->addresses[$address] ?? null;
        if ($known === null && count($this->addresses) >= $this->most) {
            $this->complete = false;
            return;
        }
        $this->addresses[$address] = [
            'last' => max($known['last'] ?? 0, $time), 'count' => ($known['count'] ?? 0) + $count,
        ];
    }

    public function addKey(string $fingerprint, int $time): void
    {
        if (isset($this->keys[$fingerprint]) || count($this->keys) < self::MOST_KEYS) {
            $this->keys[$fingerprint] = max($this->keys[$fingerprint] ?? 0, $time);
        }
    }

    /**
     * Adds what another part of the same log tells, but those who came before `$from` only.
     */
    public function join(self $other, int $from): void
    {
        foreach ($other->addresses as $address => ['last' => $last, 'count' => $count]) {
            if ($last >= $from) {
                $this->add((string) $address, $last, $count);
            }
        }
        foreach ($other->keys as $fingerprint => $last) {
            if ($last >= $from) {
                $this->addKey((string) $fingerprint, $last);
            }
        }
        $this->nameless += $other->nameless;
        $this->complete = $this->complete && $other->complete;
    }

    /**
     * Adds what another log tells of the same sign-ins: each of them is in both, as far as both reach.
     */
    public function complement(self $other): void
    {
        foreach ($other->addresses as $address => ['last' => $last, 'count' => $count]) {
            $known = $this->addresses[(string) $address]['count'] ?? 0;
            $this->add((string) $address, $last, max(0, $count - $known));
        }
        $this->complete = $this->complete && $other->complete;
    }
}
