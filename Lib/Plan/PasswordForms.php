<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * A typed password as the release stores it. Since 2026: SHA-512 of crypt(3), without a number of rounds, which some builds of
 * dropbear cannot read. Before: bcrypt for the web cabinet, and SSH as it is.
 */
final class PasswordForms
{
    /** As that release has it; PHP's own default grew since. */
    private const COST_2024 = ['cost' => 10];

    private const SALT_BYTES = 8;
    private const SHA512 = '$6$%s$';

    private bool $hashesAlike;

    /**
     * @param bool $hashesAlike since 2026
     */
    public function __construct(bool $hashesAlike)
    {
        $this->hashesAlike = $hashesAlike;
    }

    public function of(string $which, Secret $typed): string
    {
        if ($this->hashesAlike) {
            return crypt($typed->text(), sprintf(self::SHA512, bin2hex(random_bytes(self::SALT_BYTES))));
        }
        return $which === LoginKnowledge::SSH ? $typed->text() : (string) password_hash($typed->text(), PASSWORD_BCRYPT, self::COST_2024);
    }
}
