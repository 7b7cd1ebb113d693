<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Store\Tables;

/**
 * The module's own database with its tables, empty: as a file, or in memory.
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
     * Of one connection only.
     */
    public static function inMemory(): PdoStorage
    {
        $storage = new PdoStorage(':memory:', 0);
        foreach (Tables::COLUMNS as $table => $columns) {
            $columns = implode(', ', $columns);
            $storage->write("CREATE TABLE $table (id INTEGER PRIMARY KEY AUTOINCREMENT, $columns)");
        }
        return $storage;
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
