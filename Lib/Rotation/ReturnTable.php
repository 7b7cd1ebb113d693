<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\SecurityLines;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Comebacks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * How it stands with everybody whose login is a new one.
 *
 * @phpstan-import-type Rotation from Rotations
 * @phpstan-import-type Comeback from Comebacks
 * @phpstan-import-type Told from Comebacks
 * @phpstan-import-type Named from Owners
 * @phpstan-import-type Phone from RotationNotes
 */
final class ReturnTable
{
    public const BACK = 'back';
    public const WAITING = 'waiting';
    public const OLD_TRIED = 'old-tried';
    public const GIVEN_BACK = 'given-back';
    public const CHANGED = 'changed';
    public const UNKNOWN = 'unknown';
    private const NOTHING = ['back' => null, 'refused' => null];

    private Owners $owners;

    public function __construct(Owners $owners)
    {
        $this->owners = $owners;
    }

    /**
     * @param Rotation                                                  $rotation
     * @param Told|array{unknown: string, detail: string}               $seen
     * @param array<string, list<Phone>>                                $phones by account
     *
     * @return list<array{
     *     owner: string, number: string, name: string, state: string,
     *     back: array{first: int, last: int, address: string}|null,
     *     refused: array{count: int, last: int, address: string}|null,
     *     devices: list<Phone>
     * }>
     *
     * @throws CannotRead
     */
    public function rows(array $rotation, array $seen, array $phones): array
    {
        $names = $this->owners->names();
        $rows = [];
        foreach ($this->states($rotation['owners']) as $owner => $state) {
            $named = $names[$owner] ?? ['number' => Owner::name($owner), 'name' => ''];
            $evidence = self::evidence($owner, $named['number'], $seen, $rotation['playedAt']);
            $rows[] = ['owner' => $owner] + $named + ['state' => self::state($state, $evidence)]
                + ($evidence ?? self::NOTHING)
                + ['devices' => Owner::kind($owner) === Owner::SIP ? $phones[$named['number']] ?? [] : []];
        }
        return $rows;
    }

    /**
     * Of everybody whose login has changed: with the letters behind it those of all who log in by number.
     *
     * @param array<string, string> $owners what each has
     *
     * @return array<string, string>
     *
     * @throws CannotRead
     */
    public function states(array $owners): array
    {
        $suffix = $owners[Owner::SUFFIX] ?? null;
        $states = array_diff_key($owners, [Owner::SUFFIX => true]);
        if ($suffix === null) {
            return $states;
        }
        foreach ($this->owners->suffixed() as $owner) {
            $own = $states[$owner] ?? $suffix;
            // Whoever has one new thing needs a visit; what somebody changed is for them to know.
            $isNew = $own === Rotations::NEW || $suffix === Rotations::NEW;
            $states[$owner] = $own === Rotations::OTHER || $suffix === Rotations::OTHER
                ? Rotations::OTHER
                : ($isNew ? Rotations::NEW : Rotations::OLD);
        }
        return $states;
    }

    /**
     * null: nothing can be known.
     *
     * @param Told|array{unknown: string, detail: string} $seen
     *
     * @return Comeback|null
     */
    private static function evidence(string $owner, string $number, array $seen, int $playedAt): ?array
    {
        // Users of ARI sign in over HTTP, and the log tells nothing of them.
        if (!isset($seen['owners']) || Owner::kind($owner) === Owner::ARI) {
            return null;
        }
        $key = Owner::kind($owner) === Owner::AMI ? SecurityLines::program($number) : SecurityLines::SIP . $number;
        $evidence = $seen['owners'][$key] ?? self::NOTHING;
        return [
            'back' => ($evidence['back']['last'] ?? 0) < $playedAt ? null : $evidence['back'],
            'refused' => ($evidence['refused']['last'] ?? 0) < $playedAt ? null : $evidence['refused'],
        ];
    }

    /**
     * @param Comeback|null $evidence
     */
    private static function state(string $has, ?array $evidence): string
    {
        if ($has !== Rotations::NEW) {
            return $has === Rotations::OLD ? self::GIVEN_BACK : self::CHANGED;
        }
        if ($evidence === null) {
            return self::UNKNOWN;
        }
        if ($evidence['back'] !== null) {
            return self::BACK;
        }
        return $evidence['refused'] === null ? self::WAITING : self::OLD_TRIED;
    }
}
