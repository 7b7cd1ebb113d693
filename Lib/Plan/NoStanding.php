<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Standing;

/**
 * Where nothing can be isolated.
 */
final class NoStanding implements Standing
{
    public function follow(string $key): void
    {
        throw PlayFailed::refused('not here');
    }

    public function isInForce(string $key): bool
    {
        return false;
    }
}
