<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Judges passwords that persons want to have.
 *
 * @phpstan-import-type SecretFeatures from Features
 * @phpstan-type JudgedPassword array{fits: bool, features: SecretFeatures}
 */
interface NewPasswords
{
    /**
     * `fits`: this login may get it, as it meets the rule, and Core can store it.
     *
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return JudgedPassword
     *
     * @throws CannotRead
     */
    public function judge(string $which, Secret $typed): array;
}
