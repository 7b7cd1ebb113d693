<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Root;

use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Comebacks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Returns;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;

/**
 * Renewed secrets, and who came back since. Where the login of everybody was renewed, and for programs, whose rows have ids where
 * the log has names, everybody is looked for.
 *
 * @phpstan-import-type Rotation from Rotations
 */
final class Returning implements Returns
{
    private Rotations $rotations;
    private Comebacks $comebacks;

    public function __construct(Rotations $rotations, Comebacks $comebacks)
    {
        $this->rotations = $rotations;
        $this->comebacks = $comebacks;
    }

    public function returns(): array
    {
        $rotations = $this->rotations->open();
        [$since, $others] = self::sinceWhen($rotations);
        try {
            $seen = $this->comebacks->read($since, $others);
        } catch (CannotRead $hidden) {
            $seen = ['unknown' => $hidden->reason(), 'detail' => $hidden->getMessage()];
        }
        return ['rotations' => $rotations, 'seen' => $seen];
    }

    /**
     * Whoever was renewed twice counts since the last time.
     *
     * @param list<Rotation> $rotations newest first
     *
     * @return array{array<string, int>, int|null} by owner; all others
     */
    private static function sinceWhen(array $rotations): array
    {
        $since = [];
        $others = null;
        foreach ($rotations as ['owners' => $owners, 'playedAt' => $playedAt]) {
            foreach (array_keys($owners) as $owner) {
                if (Owner::kind($owner) === Owner::SIP) {
                    $since += [$owner => $playedAt];
                } else {
                    $others = min($others ?? $playedAt, $playedAt);
                }
            }
        }
        return [$since, $others];
    }
}
