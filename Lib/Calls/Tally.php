<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

/**
 * Counts calls by account and hour as they go by. Calls come nearly in the order of time, so of long ago only what is
 * asked is kept: the most of an hour, and how many nights somebody called in.
 *
 * @phpstan-type Sum array{
 *     calls: int, answered: int, seconds: int, busiest: int, busiestAt: string, busiestBefore: int, othersBefore: int,
 *     nightsBefore: int, callsBefore: int
 * }
 */
final class Tally
{
    private const MOST_OPEN = 150000;
    private const NOTHING = [
        'calls' => 0, 'answered' => 0, 'seconds' => 0, 'busiest' => 0, 'busiestAt' => '', 'busiestBefore' => 0,
        'othersBefore' => 0, 'nightsBefore' => 0, 'callsBefore' => 0,
    ];

    private string $from;
    private int $dusk;
    private int $dawn;
    /** @var array<string, array<string, array{int, int}>> calls and those to other numbers, by hour and account */
    private array $open = [];
    private int $count = 0;
    /** @var array<string, Sum> */
    private array $sums = [];
    /** @var array<string, string> the last one by account */
    private array $night = [];
    /** @var array<string, int> by hour */
    private array $plain = [];
    private ?string $since = null;

    public function __construct(CallsQuestion $question)
    {
        $this->from = $question->from();
        [$this->dusk, $this->dawn] = $question->night();
    }

    public function add(string $account, string $at, int $seconds, bool $isPlain): void
    {
        $hour = substr($at, 0, 13);
        if (!isset($this->open[$hour][$account])) {
            $this->open[$hour][$account] = [0, 0];
            $this->count++;
        }
        $this->open[$hour][$account][0]++;
        if (!$isPlain) {
            $this->open[$hour][$account][1]++;
        }
        if (!isset($this->sums[$account])) {
            $this->sums[$account] = self::NOTHING;
        }
        if ($at >= $this->from) {
            $this->sums[$account]['seconds'] += $seconds;
            $this->sums[$account]['answered'] += $seconds > 0 ? 1 : 0;
            if ($isPlain) {
                $this->plain[$hour] = ($this->plain[$hour] ?? 0) + 1;
            }
        } elseif ($this->since === null || $at < $this->since) {
            $this->since = $at;
        }
    }

    /**
     * Keeps memory small: what is long over is summed up.
     */
    public function rest(): void
    {
        if ($this->count > self::MOST_OPEN) {
            ksort($this->open);
            $this->close(array_slice(array_keys($this->open), 0, intdiv(count($this->open), 2)));
        }
    }

    /**
     * @return array<string, Sum> by account
     */
    public function sums(): array
    {
        ksort($this->open);
        $this->close(array_keys($this->open));
        return $this->sums;
    }

    /**
     * @return list<array{string, int}> of plain numbers
     */
    public function plain(): array
    {
        ksort($this->plain);
        $hours = [];
        foreach ($this->plain as $hour => $calls) {
            $hours[] = [$hour, $calls];
        }
        return $hours;
    }

    public function since(): ?string
    {
        return $this->since;
    }

    /**
     * @param list<string> $hours
     */
    private function close(array $hours): void
    {
        $first = substr($this->from, 0, 13);
        foreach ($hours as $hour) {
            $clock = (int) substr($hour, 11, 2);
            $isNight = $clock >= $this->dusk || $clock < $this->dawn;
            foreach ($this->open[$hour] as $account => [$calls, $others]) {
                $this->count--;
                $account = (string) $account;
                $sum = $this->sums[$account];
                if ($hour >= $first) {
                    $sum['calls'] += $calls;
                    if ($calls > $sum['busiest']) {
                        $sum['busiest'] = $calls;
                        $sum['busiestAt'] = $hour;
                    }
                } else {
                    $sum['callsBefore'] += $calls;
                    $sum['busiestBefore'] = max($sum['busiestBefore'], $calls);
                    $sum['othersBefore'] = max($sum['othersBefore'], $others);
                    $day = substr($hour, 0, 10);
                    if ($isNight && ($this->night[$account] ?? '') !== $day) {
                        $this->night[$account] = $day;
                        $sum['nightsBefore']++;
                    }
                }
                $this->sums[$account] = $sum;
            }
            unset($this->open[$hour]);
        }
    }
}
