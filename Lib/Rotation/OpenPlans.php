<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;

/**
 * Plans of renewed secrets that are not over, by their ids.
 *
 * @phpstan-import-type Rotation from Rotations
 */
final class OpenPlans
{
    private Rotations $rotations;

    public function __construct(Rotations $rotations)
    {
        $this->rotations = $rotations;
    }

    /**
     * @return Rotation
     *
     * @throws PlanRefused
     * @throws CannotRead
     */
    public function mustBeOpen(string $plan): array
    {
        foreach ($this->rotations->open() as $rotation) {
            if ($rotation['plan'] === $plan) {
                return $rotation;
            }
        }
        throw new PlanRefused(PlanRefused::NO_PLAN);
    }
}
