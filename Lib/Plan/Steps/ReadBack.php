<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * A step is played when its first object means what was foretold; where Core puts a new rule, it decides itself. The plan
 * does not stand without it.
 */
trait ReadBack
{
    public function isPlayed(Config $foretold, Config $now, int $place, Made $made): bool
    {
        $object = $this->objects($place, false)[0];
        // A rule that nobody finds is not there, whatever else is alike.
        $before = $this->makesRule() ? $made->with($place, -$place) : $made;
        return $object->state($foretold, $before) === $object->state($now, $made);
    }

    public function mayMiss(): bool
    {
        return false;
    }
}
