<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Compares a typed password with the stored hash. A match is remembered until the hash changes. Called inside
 * `Storage::atOnce`, so that tries at the same time are counted one after the other.
 *
 * @phpstan-type Outcome array{state: 'matched'}
 *     |array{state: 'not-matched'}
 *     |array{state: 'too-many-tries', waitSeconds: int<1, max>}
 *     |array{state: 'nothing-to-compare'}
 */
interface PasswordProof
{
    /** Who is known to have typed it: a person who was asked, or one who had it set. */
    public const BY_PERSON = 'person';
    public const BY_ACTION = 'action';

    /**
     * `too-many-tries` compares nothing and counts nothing; `nothing-to-compare`: no password is stored, or not as a
     * hash that this PBX can check.
     *
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     * @phpstan-param self::BY_*                              $by
     *
     * @return Outcome
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function prove(string $which, Secret $typed, string $by = self::BY_PERSON): array;
}
