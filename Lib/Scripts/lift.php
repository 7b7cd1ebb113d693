<?php

/**
 * Isolation ends, and calls go out again, because the module goes. As root.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\IsolationRoom;

IsolationRoom::lift();
