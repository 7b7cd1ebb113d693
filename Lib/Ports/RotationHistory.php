<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * When secrets were last changed, as far as keyed hashes of earlier readings tell. Times: ISO 8601 with offset.
 *
 * @phpstan-type Rotation array{
 *     firstReadingAt: string|null,
 *     holeClosedAt: string|null,
 *     newerSince: string|null,
 *     secrets: list<array{changedAt: string|null, owner: string}>
 * }
 */
interface RotationHistory
{
    /**
     * @return Rotation
     *
     * @throws CannotRead
     */
    public function rotation(): array;
}
