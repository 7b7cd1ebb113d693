<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;

/**
 * Whoever is signed in to the cabinet has to sign in again, but the person who asks.
 */
final class EndSessions extends Ending
{
    public static function kind(): string
    {
        return 'sessions.end';
    }

    protected function end(Hands $hands): void
    {
        $hands->executor()->endSessions($hands->session());
    }

    protected function left(Hands $hands): int
    {
        return $hands->executor()->sessions($hands->session());
    }
}
