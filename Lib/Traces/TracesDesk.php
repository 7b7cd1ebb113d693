<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Closure;
use DateTimeImmutable;
use DateTimeZone;
use Exception;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;

/**
 * What a page may ask about traces. Reading keeps what was read.
 *
 * @phpstan-import-type Told from History
 * @phpstan-import-type ToldKind from History
 */
final class TracesDesk
{
    private const ZONE = 'PBXTimezone';

    private TraceReadings $readings;
    private History $history;
    private Settings $settings;
    private Clock $clock;
    /** @var Closure(): void */
    private Closure $later;

    /**
     * @param Closure(): void $later has what is there kept by a program of its own, and does not wait for it
     */
    public function __construct(TraceReadings $readings, History $history, Settings $settings, Clock $clock, Closure $later)
    {
        $this->readings = $readings;
        $this->history = $history;
        $this->settings = $settings;
        $this->clock = $clock;
        $this->later = $later;
    }

    /**
     * @return array<string, mixed> as docs/traces.md has it
     *
     * @throws CannotRead
     * @throws CannotStore
     */
    public function found(): array
    {
        $read = $this->readings->traces();
        $now = $this->clock->now()->getTimestamp();
        $recorded = $this->history->record($read['kinds'], $now);
        $zone = $this->zone();
        $good = $this->history->goodAt();
        return [
            'readAt' => self::iso($now, $zone),
            'since' => self::iso($recorded['since'], $zone),
            'goodAt' => $good === null ? null : self::iso($good, $zone),
            'copies' => [
                'count' => $read['copies']['count'],
                'oldest' => self::isoOrNull($read['copies']['oldest'], $zone),
                'newest' => self::isoOrNull($read['copies']['newest'], $zone),
                'complete' => $read['copies']['complete'],
            ],
            'kinds' => (object) array_map(static function (array $kind) use ($zone): array {
                return isset($kind['items'])
                    ? ['state' => 'known', 'items' => array_map(static function (array $item) use ($zone): array {
                        return self::told($item, $zone);
                    }, $kind['items'])]
                    : ['state' => 'unknown', 'reason' => $kind['unknown'], 'detail' => $kind['detail']];
            }, $recorded['kinds']),
        ];
    }

    /**
     * Keeps what is there.
     *
     * @throws CannotRead
     * @throws CannotStore
     */
    public function keep(): void
    {
        $this->history->record($this->readings->traces()['kinds'], $this->clock->now()->getTimestamp());
    }

    /**
     * @return bool false: there is no such thing, or it is another one by now
     *
     * @throws CannotStore
     */
    public function accept(string $kind, string $id, string $print, ?string $person): bool
    {
        return $this->history->accept($kind, $id, $print, $person, $this->clock->now()->getTimestamp());
    }

    /**
     * The checklist was read without a critical finding.
     *
     * @throws CannotStore
     */
    public function isGood(): void
    {
        $this->history->isGood($this->clock->now()->getTimestamp());
    }

    /**
     * When that is stored.
     *
     * @throws CannotStore
     */
    public function keepLater(): void
    {
        if ($this->history->isDue($this->clock->now()->getTimestamp())) {
            ($this->later)();
        }
    }

    /**
     * @param Told $item
     *
     * @return array<string, mixed>
     */
    private static function told(array $item, DateTimeZone $zone): array
    {
        $fine = $item['fine'];
        return [
            'id' => $item['id'],
            'print' => $item['print'],
            'what' => (object) $item['what'],
            'absent' => self::isoOrNull($item['absent'], $zone),
            'present' => self::iso($item['present'], $zone),
            'by' => $item['by'],
            'former' => $item['former'],
            'fine' => $fine === null ? null : ['by' => $fine['by'], 'at' => self::iso($fine['at'], $zone)],
        ];
    }

    /**
     * @throws CannotRead
     */
    private function zone(): DateTimeZone
    {
        try {
            return new DateTimeZone($this->settings->text(self::ZONE));
        } catch (Exception $noSuch) {
            return new DateTimeZone(date_default_timezone_get());
        }
    }

    private static function isoOrNull(?int $time, DateTimeZone $zone): ?string
    {
        return $time === null ? null : self::iso($time, $zone);
    }

    private static function iso(int $time, DateTimeZone $zone): string
    {
        return (new DateTimeImmutable("@$time"))->setTimezone($zone)->format(DATE_ATOM);
    }
}
