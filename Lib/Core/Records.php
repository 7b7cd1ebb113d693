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
    private const OWNER_AND_GROUP = 0660;

    /**
     * @throws PDOException when a file that is there is damaged
     */
    public static function make(): void
    {
        $path = Places::database();
        if (!is_dir(dirname($path))) {
            mkdir(dirname($path), 0755, true);
        }
        Tables::make($path);
        chmod($path, self::OWNER_AND_GROUP);
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
