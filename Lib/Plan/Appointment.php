<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use DateTimeImmutable;
use DateTimeZone;
use Exception;

/**
 * When a plan begins by itself, by the calendar of the PBX, and until when it has to be confirmed then. The other clock, which
 * nobody sets, tells whether the calendar went on as it should: where it did not, nothing begins.
 */
final class Appointment
{
    public const EARLY = 'early';
    public const NOW = 'now';
    public const LATE = 'late';
    /** The calendar, or the time zone, is not what it was when this was made. */
    public const OTHER_CLOCK = 'other-clock';

    /** From now until it begins, in seconds: 30 days. */
    public const LATEST = 2592000;
    /** To confirm, in seconds: the rules need some of it to come into force. */
    public const SHORTEST = 180;
    public const LONGEST = 3600;

    private const WALL = 'Y-m-d\TH:i';
    /** A plan that begins later would surprise whoever asked for it. */
    private const SECONDS_LATE = 300;
    /** That a calendar is put right by now and then. */
    private const SECONDS_OFF = 120;
    private const HOUR = 3600;

    private DateTimeImmutable $at;
    private DateTimeImmutable $until;
    private string $boot;
    private float $uptime;
    private DateTimeImmutable $madeAt;

    /**
     * @param DateTimeImmutable $at    in the time zone of the PBX
     * @param DateTimeImmutable $until it has to be confirmed
     */
    public function __construct(
        DateTimeImmutable $at,
        DateTimeImmutable $until,
        string $boot,
        float $uptime,
        DateTimeImmutable $madeAt
    ) {
        $this->at = $at;
        $this->until = $until;
        $this->boot = $boot;
        $this->uptime = $uptime;
        $this->madeAt = $madeAt;
    }

    /**
     * `2026-11-30T22:00` as the calendar of this zone has it; of an hour that comes twice, the later one. null: there is no such
     * moment.
     */
    public static function moment(string $wall, DateTimeZone $zone): ?DateTimeImmutable
    {
        $moment = DateTimeImmutable::createFromFormat('!' . self::WALL, $wall, $zone);
        if ($moment === false || $moment->format(self::WALL) !== $wall) {
            return null;
        }
        $again = $moment->setTimestamp($moment->getTimestamp() + self::HOUR);
        return $again->format(self::WALL) === $wall ? $again : $moment;
    }

    /**
     * Can it be asked for now?
     */
    public static function isPossible(DateTimeImmutable $at, DateTimeImmutable $until, DateTimeImmutable $now): bool
    {
        $ahead = $at->getTimestamp() - $now->getTimestamp();
        $toConfirm = $until->getTimestamp() - $at->getTimestamp();
        return $ahead >= 0 && $ahead <= self::LATEST && $toConfirm >= self::SHORTEST && $toConfirm <= self::LONGEST;
    }

    public function at(): DateTimeImmutable
    {
        return $this->at;
    }

    public function until(): DateTimeImmutable
    {
        return $this->until;
    }

    /**
     * @phpstan-return self::EARLY|self::NOW|self::LATE|self::OTHER_CLOCK
     */
    public function state(string $boot, float $uptime, DateTimeImmutable $now): string
    {
        $passed = $now->getTimestamp() - $this->madeAt->getTimestamp();
        $isSameRun = $boot === $this->boot && $uptime >= $this->uptime;
        $off = $isSameRun ? abs($passed - ($uptime - $this->uptime)) : -$passed;
        if ($off > self::SECONDS_OFF || $now->setTimestamp($this->at->getTimestamp())->getOffset() !== $this->at->getOffset()) {
            return self::OTHER_CLOCK;
        }
        $since = $now->getTimestamp() - $this->at->getTimestamp();
        if ($since < 0) {
            return self::EARLY;
        }
        return $since <= self::SECONDS_LATE ? self::NOW : self::LATE;
    }

    /**
     * Time to confirm that is left, in seconds.
     */
    public function secondsToConfirm(DateTimeImmutable $now): int
    {
        return min(self::LONGEST, $this->until->getTimestamp() - $now->getTimestamp());
    }

    /**
     * @return array<string, mixed>
     */
    public function written(): array
    {
        return [
            'at' => $this->at->format(DATE_ATOM),
            'until' => $this->until->format(DATE_ATOM),
            'boot' => $this->boot,
            'uptime' => (int) floor($this->uptime),
            'madeAt' => $this->madeAt->format(DATE_ATOM),
        ];
    }

    /**
     * null: no such thing.
     *
     * @param mixed $written
     */
    public static function read($written): ?self
    {
        $from = is_array($written) ? $written : [];
        [$at, $until, $madeAt] = array_map([self::class, 'time'], [$from['at'] ?? null, $from['until'] ?? null, $from['madeAt'] ?? null]);
        $boot = $from['boot'] ?? null;
        $uptime = $from['uptime'] ?? null;
        return $at !== null && $until !== null && $madeAt !== null && is_string($boot) && is_int($uptime)
            ? new self($at, $until, $boot, (float) $uptime, $madeAt)
            : null;
    }

    /**
     * As DATE_ATOM writes it.
     *
     * @param mixed $text
     */
    public static function time($text): ?DateTimeImmutable
    {
        if (!is_string($text) || $text === '') {
            return null;
        }
        try {
            return new DateTimeImmutable($text);
        } catch (Exception $unreadable) {
            return null;
        }
    }
}
