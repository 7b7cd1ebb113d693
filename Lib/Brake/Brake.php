<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Brake;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use stdClass;

/**
 * A brake for calls abroad and to dear numbers, as a plan says it and as it is stored in one of Core's settings. Which numbers
 * these are was worked out where the plan was made: here are tables of beginnings (docs/brake.md).
 *
 * @phpstan-type Limits array{once: int, hour: int, day: int}
 * @phpstan-type Hours array{days: list<string>, from: string, to: string}
 * @phpstan-type Row array{goes: string, heads: list<string>}
 */
final class Brake
{
    public const FIELDS = ['limits', 'hours', 'anytime', 'places', 'numbers', 'first', 'world', 'bare', 'codes'];
    public const SCOPES = ['account', 'route', 'pbx'];
    public const UNITS = ['once', 'hour', 'day'];
    public const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    private const MOST = 10000;
    private const TIME = '/\A(?:[01]\d|2[0-3]):[0-5]\d\z/';
    private const ACCOUNT = '/\A[0-9A-Za-z_-]{1,64}\z/';
    private const MOST_ACCOUNTS = 200;
    private const PLACE = '/\A(?:[A-Z]{2}|N[0-9]{3,5}|premium|unknown)\z/';
    private const MOST_PLACES = 300;
    private const NUMBER = '/\A[0-9]{2,6}\z/';
    private const MOST_NUMBERS = 40;
    private const GOES = '/\A(?:free|[A-Z]{2}|N[0-9]{3,5}|premium)\z/';
    private const GOES_FIRST = '/\A(?:free|[A-Z]{2}|N[0-9]{3,5}|premium|bare|cut[1-9](?:\.[1-9]){0,3})\z/';
    private const HEAD = '/\A(\+?[0-9]{0,15})([\/+])([0-9]{1,2})\z/';
    private const CODE = '/\A(?:\+|[0-9]{1,14})\z/';
    private const MOST_CODES = 400;
    private const MOST_ROWS = 300;
    private const MOST_HEADS = 2000;
    private const LONGEST = 40;

    /** @var array<string, Limits> by scope; 0: none */
    private array $limits;
    /** @var Hours|null */
    private ?array $hours;
    /** @var list<string> */
    private array $anytime;
    /** @var list<string> */
    private array $places;
    /** @var list<string> */
    private array $numbers;
    /** @var array<string, list<Row>> */
    private array $tables;
    /** @var list<string> */
    private array $codes;

    /**
     * @param array<string, Limits>    $limits
     * @param Hours|null               $hours
     * @param list<string>             $anytime
     * @param list<string>             $places
     * @param list<string>             $numbers
     * @param array<string, list<Row>> $tables
     * @param list<string>             $codes
     */
    private function __construct(
        array $limits,
        ?array $hours,
        array $anytime,
        array $places,
        array $numbers,
        array $tables,
        array $codes
    ) {
        $this->limits = $limits;
        $this->hours = $hours;
        $this->anytime = $anytime;
        $this->places = $places;
        $this->numbers = $numbers;
        $this->tables = $tables;
        $this->codes = $codes;
    }

    /**
     * @throws Refused
     */
    public static function of(Fields $fields): self
    {
        return new self(
            self::limitsIn($fields),
            self::hoursIn($fields),
            $fields->list('anytime', self::ACCOUNT, 0, self::MOST_ACCOUNTS),
            $fields->list('places', self::PLACE, 0, self::MOST_PLACES),
            $fields->list('numbers', self::NUMBER, 0, self::MOST_NUMBERS),
            [
                'first' => self::tableIn($fields, 'first', self::GOES_FIRST),
                'world' => self::tableIn($fields, 'world', self::GOES),
                'bare' => self::tableIn($fields, 'bare', self::GOES),
            ],
            $fields->list('codes', self::CODE, 0, self::MOST_CODES)
        );
    }

    /**
     * null: there is none, or what is there is none.
     */
    public static function read(string $setting): ?self
    {
        $from = $setting === '' ? null : json_decode($setting, false, 6);
        if (!$from instanceof stdClass) {
            return null;
        }
        try {
            return self::of(new Fields($from, self::FIELDS));
        } catch (Refused $strange) {
            return null;
        }
    }

    public function written(): string
    {
        return (string) json_encode([
            'limits' => $this->limits,
            'hours' => $this->hours,
            'anytime' => $this->anytime,
            'places' => $this->places,
            'numbers' => $this->numbers,
            'codes' => $this->codes,
        ] + $this->tables, JSON_UNESCAPED_SLASHES);
    }

    /**
     * What a person decided, without the tables that follow from it.
     *
     * @return array{limits: array<string, Limits>, hours: Hours|null, anytime: list<string>, places: list<string>}
     */
    public function told(): array
    {
        return ['limits' => $this->limits, 'hours' => $this->hours, 'anytime' => $this->anytime, 'places' => $this->places];
    }

    /**
     * Tells apart what looks alike: whatever is in it.
     */
    public function print(): string
    {
        return substr(hash('sha256', $this->written()), 0, 16);
    }

    /**
     * @return array<string, Limits>
     */
    public function limits(): array
    {
        return $this->limits;
    }

    /**
     * @return Hours|null
     */
    public function hours(): ?array
    {
        return $this->hours;
    }

    /**
     * @return list<string> accounts that may call at any time
     */
    public function anytime(): array
    {
        return $this->anytime;
    }

    /**
     * @return list<string> that may be called
     */
    public function places(): array
    {
        return $this->places;
    }

    /**
     * @return list<string> for emergencies
     */
    public function numbers(): array
    {
        return $this->numbers;
    }

    /**
     * @return list<Row>
     */
    public function table(string $name): array
    {
        return $this->tables[$name] ?? [];
    }

    /**
     * Whether what a route puts in front is part of the number, and not for a gateway.
     */
    public function isPart(string $put): bool
    {
        foreach ($this->codes as $code) {
            if (strpos($put, $code) === 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * A beginning in parts: its digits, whether the number has exactly so many, and how many.
     *
     * @return array{string, bool, int}
     */
    public static function head(string $head): array
    {
        preg_match(self::HEAD, $head, $found);
        return [$found[1] ?? '', ($found[2] ?? '') === '/', (int) ($found[3] ?? 0)];
    }

    /**
     * @return array<string, Limits>
     *
     * @throws Refused
     */
    private static function limitsIn(Fields $fields): array
    {
        $all = $fields->childOrNull('limits', self::SCOPES);
        if ($all === null) {
            throw $fields->unfit('limits');
        }
        $limits = [];
        foreach (self::SCOPES as $scope) {
            $one = $all->childOrNull($scope, self::UNITS);
            if ($one === null) {
                throw $all->unfit($scope);
            }
            $limits[$scope] = [
                'once' => $one->number('once', 0, self::MOST),
                'hour' => $one->number('hour', 0, self::MOST),
                'day' => $one->number('day', 0, self::MOST),
            ];
        }
        return $limits;
    }

    /**
     * @return Hours|null
     *
     * @throws Refused
     */
    private static function hoursIn(Fields $fields): ?array
    {
        if ($fields->isNull('hours')) {
            return null;
        }
        $hours = $fields->childOrNull('hours', ['days', 'from', 'to']);
        if ($hours === null) {
            throw $fields->unfit('hours');
        }
        $days = $hours->list('days', '/\A(?:' . implode('|', self::DAYS) . ')\z/', 1, count(self::DAYS));
        [$from, $to] = [$hours->text('from', self::TIME), $hours->text('to', self::TIME)];
        if (strcmp($from, $to) >= 0) {
            throw $hours->unfit('to');
        }
        return ['days' => array_values(array_unique($days)), 'from' => $from, 'to' => $to];
    }

    /**
     * @return list<Row>
     *
     * @throws Refused
     */
    private static function tableIn(Fields $fields, string $name, string $goes): array
    {
        $rows = [];
        foreach ($fields->each($name, ['goes', 'heads'], self::MOST_ROWS) as $row) {
            $heads = $row->list('heads', self::HEAD, 1, self::MOST_HEADS);
            foreach ($heads as $head) {
                [$digits, , $length] = self::head($head);
                if ($length < max(1, strlen($digits)) || $length > self::LONGEST) {
                    throw $row->unfit('heads');
                }
            }
            $rows[] = ['goes' => $row->text('goes', $goes), 'heads' => $heads];
        }
        return $rows;
    }
}
