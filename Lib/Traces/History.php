<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * What the module has seen itself: each thing with a keyed hash, when it was seen first, and who said that it is fine. No names, no secrets.
 *
 * @phpstan-import-type Item from TraceReadings
 * @phpstan-import-type Kind from TraceReadings
 * @phpstan-type Seen array{print: string, absent: int|null, present: int, former: bool, fine: array{by: string, at: int}|null}
 * @phpstan-type Told array{
 *     id: string, print: string, what: array<string, string>, absent: int|null, present: int, by: string, former: bool,
 *     fine: array{by: string, at: int}|null
 * }
 * @phpstan-type ToldKind array{items: list<Told>}|array{unknown: string, detail: string}
 */
final class History
{
    public const MODULE = 'module';
    private const NAME = 'traces';
    private const GOOD = 'traces-good';
    /** What is there is kept again after so many seconds. */
    private const HOUR = 3600;

    private Storage $storage;
    private Kept $kept;

    public function __construct(Storage $storage)
    {
        $this->storage = $storage;
        $this->kept = new Kept($storage);
    }

    /**
     * Keeps what is there now, and tells of each thing when the module saw it first, where that is more than others know.
     *
     * @param array<string, Kind> $kinds
     *
     * @return array{since: int, kinds: array<string, ToldKind>} since when the module has looked
     *
     * @throws CannotStore
     */
    public function record(array $kinds, int $now): array
    {
        return $this->storage->atOnce(function () use ($kinds, $now): array {
            $before = $this->kept->get(self::NAME) ?? [];
            $since = is_int($before['since'] ?? null) ? $before['since'] : $now;
            $store = self::arrayOf($before['kinds'] ?? null);
            $told = [];
            foreach ($kinds as $kind => $read) {
                if (!isset($read['items'])) {
                    $told[$kind] = $read;
                    continue;
                }
                $last = self::arrayOf($store[$kind] ?? null);
                $at = is_int($last['at'] ?? null) ? $last['at'] : null;
                $things = [];
                $items = [];
                foreach ($read['items'] as $item) {
                    $seen = self::seen(self::arrayOf($last['things'] ?? null)[$item['id']] ?? null, $item['print'], $at, $now);
                    $things[$item['id']] = $seen;
                    $items[] = self::joined($item, $seen);
                }
                $store[$kind] = ['at' => $now, 'things' => (object) $things];
                $told[$kind] = ['items' => $items];
            }
            $this->kept->put(self::NAME, ['since' => $since, 'at' => $now, 'kinds' => $store]);
            return ['since' => $since, 'kinds' => $told];
        });
    }

    /**
     * Somebody says that a thing is fine, or no longer.
     *
     * @return bool false: there is no such thing, or it is another one by now
     *
     * @throws CannotStore
     */
    public function accept(string $kind, string $id, string $print, ?string $person, int $now): bool
    {
        $kept = $this->kept->get(self::NAME) ?? [];
        $kinds = self::arrayOf($kept['kinds'] ?? null);
        $of = self::arrayOf($kinds[$kind] ?? null);
        $things = self::arrayOf($of['things'] ?? null);
        $thing = self::arrayOf($things[$id] ?? null);
        if (($thing['print'] ?? null) !== $print) {
            return false;
        }
        $thing['fine'] = $person === null ? null : ['by' => $person, 'at' => $now];
        $things[$id] = $thing;
        $kinds[$kind] = ['at' => $of['at'] ?? $now, 'things' => (object) $things];
        $this->kept->put(self::NAME, ['kinds' => $kinds] + $kept);
        return true;
    }

    /**
     * Was what is there kept longer ago than an hour, or never?
     *
     * @throws CannotStore
     */
    public function isDue(int $now): bool
    {
        $at = ($this->kept->get(self::NAME) ?? [])['at'] ?? null;
        return !is_int($at) || $at > $now || $now - $at >= self::HOUR;
    }

    /**
     * The checklist was read without a critical finding.
     *
     * @throws CannotStore
     */
    public function isGood(int $now): void
    {
        $this->kept->put(self::GOOD, ['at' => $now]);
    }

    /**
     * @return int|null null: never yet
     *
     * @throws CannotStore
     */
    public function goodAt(): ?int
    {
        $at = ($this->kept->get(self::GOOD) ?? [])['at'] ?? null;
        return is_int($at) ? $at : null;
    }

    /**
     * @param mixed $kept
     *
     * @return Seen
     */
    private static function seen($kept, string $print, ?int $at, int $now): array
    {
        $kept = self::arrayOf($kept);
        $present = $kept['present'] ?? null;
        if (($kept['print'] ?? null) === $print && is_int($present)) {
            $absent = $kept['absent'] ?? null;
            $fine = self::arrayOf($kept['fine'] ?? null);
            return [
                'print' => $print, 'absent' => is_int($absent) ? $absent : null, 'present' => $present, 'former' => ($kept['former'] ?? null) === true,
                'fine' => is_string($fine['by'] ?? null) && is_int($fine['at'] ?? null) ? ['by' => $fine['by'], 'at' => $fine['at']] : null,
            ];
        }
        return ['print' => $print, 'absent' => $at, 'present' => $now, 'former' => $kept !== [], 'fine' => null];
    }

    /**
     * Whoever saw the PBX without it last knows best; then, whoever saw it first.
     *
     * @param Item $item
     * @param Seen $seen
     *
     * @return Told
     */
    private static function joined(array $item, array $seen): array
    {
        if ($seen['absent'] !== null && ($item['absent'] === null || $seen['absent'] > $item['absent'])) {
            $item = ['absent' => $seen['absent'], 'present' => $seen['present'], 'by' => self::MODULE, 'former' => $seen['former']] + $item;
        } elseif ($seen['present'] < $item['present'] && $seen['present'] > ($item['absent'] ?? 0)) {
            $item = ['present' => $seen['present'], 'by' => $item['by'] === '' ? self::MODULE : $item['by']] + $item;
        }
        return $item + ['fine' => $seen['fine']];
    }

    /**
     * @param mixed $value
     *
     * @return array<mixed>
     */
    private static function arrayOf($value): array
    {
        return is_array($value) ? $value : [];
    }
}
