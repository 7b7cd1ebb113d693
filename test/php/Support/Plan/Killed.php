<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Error;

/**
 * The process is gone: nobody catches this.
 */
final class Killed extends Error
{
}
