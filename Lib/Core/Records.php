<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRecord;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRecords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Store\Tables;
use PDOException;

/**
 * The file of the module's own database, when it comes and goes.
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

    /**
     * Ends programs that still work with these records: they look before each step.
     */
    public static function endPrograms(): void
    {
        $storage = new PdoStorage(Places::database());
        $uptime = new Uptime(new DiskFiles());
        $runs = new GuessRecords($storage, new KeyFile(Places::privateFolder()), $uptime);
        try {
            $runs->cancel(LoginKnowledge::WEB);
            $runs->cancel(LoginKnowledge::SSH);
            (new CallsRecord($storage, $uptime, Places::privateFolder()))->forget();
        } catch (CannotStore $broken) {
            // Without records there is nothing to work with either.
            return;
        }
    }
}
