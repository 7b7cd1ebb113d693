<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

/**
 * Which calls are asked for. Times are the PBX's own, as Core writes them into its calls.
 *
 * `plain`: by the id of a provider, which dialled numbers need not be told one by one (the page knows the numbering of
 * the world): `845-849/11` are all numbers of 11 digits that begin with 845 to 849.
 *
 * @phpstan-type Plain array<string, list<string>>
 * `each`: those to numbers that are told are told one by one, too.
 *
 * @phpstan-type Kept array{from: string, to: string, before: int, night: array{int, int}, plain: Plain, each: bool}
 */
final class CallsQuestion
{
    public const RANGE = '/\A(\d{1,12})-(\d{1,12})\/(\d{1,2})\z/';

    private string $from;
    private string $to;
    private int $before;
    /** @var array{int, int} */
    private array $night;
    /** @var Plain */
    private array $plain;
    private bool $isEach;

    /**
     * @param string          $from   first second, `2026-11-01 00:00:00`
     * @param string          $to     the second behind the last one
     * @param int             $before days before it that it is compared with
     * @param array{int, int} $night  hours: the first one, and the one behind the last
     * @param Plain           $plain
     */
    public function __construct(string $from, string $to, int $before, array $night, array $plain, bool $isEach = false)
    {
        $this->from = $from;
        $this->to = $to;
        $this->before = $before;
        $this->night = $night;
        $this->plain = $plain;
        $this->isEach = $isEach;
    }

    public function from(): string
    {
        return $this->from;
    }

    public function to(): string
    {
        return $this->to;
    }

    public function before(): int
    {
        return $this->before;
    }

    /**
     * @return array{int, int}
     */
    public function night(): array
    {
        return $this->night;
    }

    /**
     * @return Plain
     */
    public function plain(): array
    {
        return $this->plain;
    }

    public function isEach(): bool
    {
        return $this->isEach;
    }

    /**
     * The first second that is looked at.
     */
    public function earliest(): string
    {
        $time = strtotime($this->from . ' UTC');
        return gmdate('Y-m-d H:i:s', ($time === false ? 0 : $time) - $this->before * 86400);
    }

    /**
     * @return Kept
     */
    public function kept(): array
    {
        return [
            'from' => $this->from, 'to' => $this->to, 'before' => $this->before, 'night' => $this->night,
            'plain' => $this->plain, 'each' => $this->isEach,
        ];
    }

    /**
     * What `kept` gave; null: something else.
     *
     * @param mixed $kept
     */
    public static function of($kept): ?self
    {
        if (!is_array($kept) || !is_string($kept['from'] ?? null) || !is_string($kept['to'] ?? null)) {
            return null;
        }
        $night = is_array($kept['night'] ?? null) ? array_values(array_filter($kept['night'], 'is_int')) : [];
        if (!is_int($kept['before'] ?? null) || count($night) !== 2) {
            return null;
        }
        $plain = [];
        foreach (is_array($kept['plain'] ?? null) ? $kept['plain'] : [] as $provider => $ranges) {
            $plain[(string) $provider] = array_values(array_filter((array) $ranges, 'is_string'));
        }
        return new self($kept['from'], $kept['to'], $kept['before'], [$night[0], $night[1]], $plain, ($kept['each'] ?? null) === true);
    }
}
