<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use DateTimeImmutable;
use Exception;

/**
 * When a plan has to be confirmed. While the machine runs, by a clock that nobody sets; after it started anew, by the
 * calendar, and where that went back, at once.
 */
final class Deadline
{
    private string $boot;
    private float $uptime;
    private DateTimeImmutable $setAt;
    private int $seconds;

    public function __construct(string $boot, float $uptime, DateTimeImmutable $setAt, int $seconds)
    {
        $this->boot = $boot;
        $this->uptime = $uptime;
        $this->setAt = $setAt;
        $this->seconds = $seconds;
    }

    /**
     * 0 and less: it is over; never more than was asked for. A container may start anew under the boot of its host: its
     * uptime tells.
     */
    public function secondsLeft(string $boot, float $uptime, DateTimeImmutable $now): float
    {
        if ($boot === $this->boot && $uptime >= $this->uptime) {
            return $this->uptime + $this->seconds - $uptime;
        }
        $passed = $now->getTimestamp() - $this->setAt->getTimestamp();
        return $passed < 0 ? 0.0 : (float) ($this->seconds - $passed);
    }

    /**
     * With more time, by the same clocks; never more than the longest that can be asked for.
     */
    public function extended(int $seconds, int $longest): self
    {
        return new self($this->boot, $this->uptime, $this->setAt, max($this->seconds, min($longest, $this->seconds + $seconds)));
    }

    /**
     * By the calendar.
     */
    public function at(): DateTimeImmutable
    {
        return $this->setAt->modify("+$this->seconds seconds");
    }

    /**
     * @return array<string, mixed>
     */
    public function written(): array
    {
        return [
            'boot' => $this->boot,
            'uptime' => (int) floor($this->uptime),
            'setAt' => $this->setAt->format(DATE_ATOM),
            'seconds' => $this->seconds,
        ];
    }

    /**
     * @param array<mixed> $from
     */
    public static function read(array $from): ?self
    {
        $setAt = $from['setAt'] ?? null;
        $isWhole = is_string($from['boot'] ?? null) && is_int($from['uptime'] ?? null) && is_int($from['seconds'] ?? null);
        if (!$isWhole || !is_string($setAt)) {
            return null;
        }
        try {
            return new self($from['boot'], (float) $from['uptime'], new DateTimeImmutable($setAt), $from['seconds']);
        } catch (Exception $unreadable) {
            return null;
        }
    }
}
