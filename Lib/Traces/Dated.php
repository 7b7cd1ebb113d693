<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;

/**
 * When each thing came, as far as copies of the database, the database that the release came with, and the thing itself say.
 *
 * @phpstan-import-type Item from TraceReadings
 * @phpstan-import-type Copy from Copies
 */
final class Dated
{
    public const COPIES = 'copies';
    public const RELEASE = 'release';
    /** In hexadecimal digits. */
    private const PRINT = 16;
    /** Told instead of the name, which may be anything. */
    private const ID = 16;

    private Fingerprints $fingerprints;
    /** @var list<Copy> */
    private array $copies;
    /** @var array<string, list<Thing>> */
    private array $release;
    private int $now;
    /** @var array<string, array<int|string, array<int|string, string>>> prints by kind, number of the copy (-1: of the release), id */
    private array $known = [];

    /**
     * @param list<Copy>                 $copies  the oldest first
     * @param array<string, list<Thing>> $release what it came with
     */
    public function __construct(Fingerprints $fingerprints, array $copies, array $release, int $now)
    {
        $this->fingerprints = $fingerprints;
        $this->copies = $copies;
        $this->release = $release;
        $this->now = $now;
    }

    /**
     * @param list<Thing> $things
     *
     * @return list<Item>
     *
     * @throws CannotRead
     */
    public function items(string $kind, array $things): array
    {
        $items = [];
        foreach ($things as $thing) {
            $items[] = $this->item($kind, $thing);
        }
        return $items;
    }

    /**
     * @return Item
     *
     * @throws CannotRead
     */
    private function item(string $kind, Thing $thing): array
    {
        $print = $this->print($kind, $thing);
        // What is in files, copies of the database know nothing of.
        $isRow = !in_array($thing->by(), Thing::OUTSIDE, true);
        [$absent, $present, $former] = $isRow ? $this->inCopies($kind, $thing->id(), $print) : [null, null, false];
        $isOfRelease = $absent === null && ($this->knownOf($kind, -1)[$thing->id()] ?? null) === $print;
        $by = $isOfRelease ? self::RELEASE : ($isRow ? self::COPIES : '');
        $since = $thing->since();
        // What was changed later is as old as that change.
        if ($since !== null && $since <= $this->now && ($absent === null || $since > $absent)) {
            [$absent, $present, $by] = [$since, $since, $thing->by()];
        }
        return [
            'id' => substr(sha1($thing->id()), 0, self::ID), 'print' => $print, 'what' => $thing->what(),
            'absent' => $absent, 'present' => $present ?? $this->now, 'by' => $absent === null && $present === null && !$isOfRelease ? '' : $by, 'former' => $former,
        ];
    }

    /**
     * @return array{int|null, int|null, bool}
     *
     * @throws CannotRead
     */
    private function inCopies(string $kind, string $id, string $print): array
    {
        $absent = null;
        $present = null;
        $former = false;
        foreach ($this->copies as $number => $copy) {
            if (!isset($copy['things'][$kind])) {
                continue;
            }
            $there = $this->knownOf($kind, $number)[$id] ?? null;
            if ($there === $print) {
                $present = $present ?? $copy['time'];
            } else {
                [$absent, $present, $former] = [$copy['time'], null, $there !== null];
            }
        }
        return [$absent, $present, $former];
    }

    /**
     * @return array<int|string, string> prints by id
     *
     * @throws CannotRead
     */
    private function knownOf(string $kind, int $number): array
    {
        if (!isset($this->known[$kind][$number])) {
            $prints = [];
            foreach (($number < 0 ? $this->release : $this->copies[$number]['things'])[$kind] ?? [] as $thing) {
                $prints[$thing->id()] = $this->print($kind, $thing);
            }
            $this->known[$kind][$number] = $prints;
        }
        return $this->known[$kind][$number];
    }

    /**
     * @throws CannotRead
     */
    private function print(string $kind, Thing $thing): string
    {
        return substr(bin2hex($this->fingerprints->of('traces', $kind . "\0" . $thing->id() . "\0" . $thing->content())), 0, self::PRINT);
    }
}
