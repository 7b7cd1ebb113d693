<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Judges passwords that persons want to have.
 */
interface NewPasswords
{
    /**
     * Whether this login may get it: it meets the rule, and Core can store it.
     *
     * @throws CannotRead
     */
    public function isGood(string $which, Secret $typed): bool;
}
