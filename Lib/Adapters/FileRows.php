<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use PDO;
use PDOException;

/**
 * Rows of an SQLite file of somebody else: opened for each question, for reading only, never made.
 */
final class FileRows implements Rows
{
    private const WAIT_SECONDS = 2;

    private string $path;

    public function __construct(string $path)
    {
        $this->path = $path;
    }

    public function rows(string $sql, array $bind = []): array
    {
        try {
            $pdo = new PDO('sqlite:' . $this->path, null, null, [
                PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
                PDO::ATTR_TIMEOUT => self::WAIT_SECONDS,
                PDO::SQLITE_ATTR_OPEN_FLAGS => PDO::SQLITE_OPEN_READONLY,
            ]);
        } catch (PDOException $error) {
            throw new CannotRead(CannotRead::MISSING, basename($this->path));
        }
        return (new PdoRows($pdo))->rows($sql, $bind);
    }
}
