<?php

/**
 * Has, runs or takes back the fix of 2024.1.114, as root. Runs from a copy of the module's code: the module itself may go meanwhile.
 */

declare(strict_types=1);

spl_autoload_register(
    static function (string $class): void {
        $prefix = 'Modules\\ModuleSecurityChecklist\\Lib\\';
        $file = dirname(__DIR__) . '/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (strpos($class, $prefix) === 0 && is_file($file)) {
            require $file;
        }
    },
    true,
    true
);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Core\Patches\PatchRoom;

PatchRoom::work();
