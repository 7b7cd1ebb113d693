<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Secrets as somebody may keep them who must not know them: a print to compare, a sealed copy to put back. The keys are
 * root's.
 */
interface Sealer
{
    /**
     * The same for the same secret of the same owner, and nothing that tells it; '' where nobody may compare.
     *
     * @throws CannotRead when there is no key
     */
    public function printOf(string $owner, string $secret): string;

    /**
     * @throws CannotRead when there is no key
     */
    public function seal(string $owner, string $secret): string;

    /**
     * @throws CannotRead when it was wiped, is damaged, or is somebody else's
     */
    public function open(string $owner, string $sealed): string;

    /**
     * Nothing that was sealed until now is ever opened again.
     */
    public function forget(): void;
}
