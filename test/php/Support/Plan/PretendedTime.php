<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * Time that passes only while somebody sleeps.
 */
final class PretendedTime implements Clock, Pace
{
    private Fate $fate;
    public float $uptime = 1000.0;
    public string $boot = 'boot 1';
    /** Seconds since 2026-11-23T12:00:00+03:00. */
    public float $calendar = 0.0;
    /** @var list<callable(float): void> called with the seconds that passed */
    public array $whenPassed = [];

    public function __construct(Fate $fate)
    {
        $this->fate = $fate;
    }

    public function now(): DateTimeImmutable
    {
        return (new DateTimeImmutable('2026-11-23T12:00:00+03:00'))->modify('+' . (int) $this->calendar . ' seconds');
    }

    public function uptime(): float
    {
        return $this->uptime;
    }

    public function boot(): string
    {
        return $this->boot;
    }

    public function sleep(float $seconds): void
    {
        $this->fate->at('sleep');
        $this->uptime += $seconds;
        $this->calendar += $seconds;
        foreach ($this->whenPassed as $listener) {
            $listener($seconds);
        }
    }

    public function reboot(float $after = 30.0): void
    {
        $this->boot .= '+';
        $this->uptime = 20.0;
        $this->calendar += $after;
    }
}
