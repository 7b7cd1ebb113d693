<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Store\Tables;
use PDOException;

/**
 * The file of the module's own database, at installation.
 */
final class Records
{
    private const OWNER_ONLY = 0600;

    public static function makeFolder(): void
    {
        $folder = dirname(Places::database());
        if (!is_dir($folder)) {
            mkdir($folder, 0755, true);
        }
    }

    /**
     * @throws PDOException when a file that is there is damaged
     */
    public static function make(): void
    {
        self::makeFolder();
        Tables::make(Places::database());
    }

    public static function protect(): void
    {
        chmod(Places::database(), self::OWNER_ONLY);
    }

    public static function putAside(): void
    {
        $path = Places::database();
        rename($path, $path . '.damaged');
        foreach (['-wal', '-shm', '-journal'] as $part) {
            @unlink($path . $part);
        }
    }
}
