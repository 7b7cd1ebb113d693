<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Renewed secrets, and who came back with the new one. On the PBX the root worker answers.
 *
 * @phpstan-import-type Rotation from Rotations
 * @phpstan-import-type Told from Comebacks
 */
interface Returns
{
    /**
     * @return array{rotations: list<Rotation>, seen: Told|array{unknown: string, detail: string}}
     *
     * @throws CannotRead
     */
    public function returns(): array;
}
