<?php

/**
 * Says who this process is after it dropped root, as JSON. Argument: folder of a module.
 */

declare(strict_types=1);

require_once __DIR__ . '/../../vendor/autoload.php';
require_once __DIR__ . '/../stubs/phalcon.php';
require_once __DIR__ . '/../stubs/core.php';

use MikoPBX\Modules\PbxExtensionUtils;
use Modules\ModuleSecurityChecklist\Lib\Core\Privileges;

PbxExtensionUtils::$moduleDir = $argv[1] ?? '';
try {
    Privileges::drop();
    echo json_encode([posix_getuid(), posix_geteuid(), posix_getgid(), posix_getegid(), posix_getgroups()]);
} catch (RuntimeException $refused) {
    echo json_encode($refused->getMessage());
}
