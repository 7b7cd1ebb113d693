<?php

/**
 * Collects evidence, as root, and takes it away when it is over. Runs from a copy of the module's code: the module itself may go meanwhile.
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

use Modules\ModuleSecurityChecklist\Lib\Core\Evidence\EvidenceRoom;

EvidenceRoom::work();
