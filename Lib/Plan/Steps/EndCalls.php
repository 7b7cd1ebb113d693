<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;

/**
 * All calls that go on are hung up; whoever is registered or signed in to AMI has to come again.
 */
final class EndCalls extends Ending
{
    public static function kind(): string
    {
        return 'calls.end';
    }

    protected function end(Hands $hands): void
    {
        $hands->executor()->endCalls();
    }

    protected function left(Hands $hands): int
    {
        return $hands->executor()->calls();
    }
}
