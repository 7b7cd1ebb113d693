<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use RuntimeException;

/**
 * SQLite refused. The message is what SQLite says: names of tables and columns, never values.
 */
final class SqlTrouble extends RuntimeException
{
    /** SQLITE_BUSY and SQLITE_LOCKED. */
    private const LOCKED = [5, 6];
    private const FULL = 13;
    private const MISSING = ['no such table', 'no such column'];

    /**
     * @param mixed $errorInfo of PDO: SQLSTATE, SQLite's number, SQLite's words
     */
    public function __construct($errorInfo)
    {
        $info = is_array($errorInfo) ? $errorInfo : [];
        $code = is_int($info[1] ?? null) ? $info[1] : 0;
        $said = is_string($info[2] ?? null) ? $info[2] : '';
        parent::__construct($said, $code);
    }

    /**
     * Somebody else holds the database.
     */
    public function isLocked(): bool
    {
        return in_array($this->getCode(), self::LOCKED, true);
    }

    public function isFull(): bool
    {
        return $this->getCode() === self::FULL;
    }

    public function isMissing(): bool
    {
        foreach (self::MISSING as $start) {
            if (strncmp($this->getMessage(), $start, strlen($start)) === 0) {
                return true;
            }
        }
        return false;
    }
}
