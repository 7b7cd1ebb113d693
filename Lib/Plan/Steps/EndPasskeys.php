<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;

/**
 * Nobody signs in to the cabinet with a passkey any more. Whoever had one makes another; it is bound to a device, and cannot be given back.
 */
final class EndPasskeys extends Ending
{
    public static function kind(): string
    {
        return 'passkeys.end';
    }

    protected function end(Hands $hands): void
    {
        $hands->executor()->endPasskeys();
    }

    protected function left(Hands $hands): int
    {
        return $hands->executor()->passkeys();
    }
}
