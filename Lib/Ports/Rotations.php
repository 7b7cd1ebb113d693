<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Renewed secrets of which the earlier ones are still kept. On the PBX the root worker answers; without secrets, and without
 * anything they could be compared with.
 *
 * @phpstan-type Rotation array{
 *     plan: string, action: string, person: string, playedAt: int, until: int, sheetClosed: bool, owners: array<string, string>
 * }
 */
interface Rotations
{
    /** What an owner has: what the plan gave, what it had before, neither. */
    public const NEW = 'new';
    public const OLD = 'old';
    public const OTHER = 'other';

    /**
     * Newest first, the last few. Times in seconds since 1970; owners as in Lib\Plan\Owner.
     *
     * @return list<Rotation>
     *
     * @throws CannotRead
     */
    public function open(): array;
}
