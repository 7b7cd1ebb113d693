<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use RuntimeException;

/**
 * A person wants it no more, in the middle.
 */
final class Removed extends RuntimeException
{
}
