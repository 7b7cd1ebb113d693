<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Store\Tables;

/**
 * The module's own database as a file with its tables, empty.
 */
final class ModuleDatabase
{
    private const NAME = 'module.db';

    public static function make(TemporaryFolder $folder): PdoStorage
    {
        Tables::make(self::path($folder));
        return self::open($folder);
    }

    /**
     * One more connection to the database that was made there. It does not wait for the others.
     */
    public static function open(TemporaryFolder $folder): PdoStorage
    {
        return new PdoStorage(self::path($folder), 0);
    }

    public static function path(TemporaryFolder $folder): string
    {
        return $folder->path(self::NAME);
    }
}
