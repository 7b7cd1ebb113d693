<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use PDO;
use PDOException;
use PDOStatement;

/**
 * Rows by PDO: of Core's own connection on the PBX, of a file elsewhere. Changes nothing of the connection.
 */
final class PdoRows implements Rows
{
    /** What SQLite says, and what it means to a reader. Damage and everything else: failed. */
    private const REASONS = [
        'no such table' => CannotRead::MISSING,
        'no such column' => CannotRead::MISSING,
        'database is locked' => CannotRead::TIMEOUT,
        'database table is locked' => CannotRead::TIMEOUT,
    ];

    private PDO $pdo;

    public function __construct(PDO $pdo)
    {
        $this->pdo = $pdo;
    }

    public function rows(string $sql, array $bind = []): array
    {
        try {
            $statement = $this->pdo->prepare($sql);
            if (!$statement instanceof PDOStatement) {
                throw self::trouble($this->pdo->errorInfo());
            }
            foreach ($bind as $name => $value) {
                $statement->bindValue(':' . $name, $value, self::typeOf($value));
            }
            if (!$statement->execute()) {
                throw self::trouble($statement->errorInfo());
            }
            return self::fetch($statement);
        } catch (PDOException $error) {
            throw self::trouble($error->errorInfo ?? []);
        }
    }

    /**
     * @return list<array<string, string|null>>
     */
    private static function fetch(PDOStatement $statement): array
    {
        $rows = [];
        while (is_array($row = $statement->fetch(PDO::FETCH_ASSOC))) {
            // Since PHP 8.1 numbers come as numbers.
            foreach ($row as $column => $value) {
                if (is_int($value) || is_float($value)) {
                    $row[$column] = (string) $value;
                }
            }
            /** @var array<string, string|null> $row */
            $rows[] = $row;
        }
        return $rows;
    }

    /**
     * @param int|string|null $value
     */
    private static function typeOf($value): int
    {
        if ($value === null) {
            return PDO::PARAM_NULL;
        }
        return is_int($value) ? PDO::PARAM_INT : PDO::PARAM_STR;
    }

    /**
     * @param mixed $errorInfo of PDO; the third is what SQLite says: names of tables and columns, never values
     */
    private static function trouble($errorInfo): CannotRead
    {
        $said = is_array($errorInfo) && is_string($errorInfo[2] ?? null) ? $errorInfo[2] : '';
        foreach (self::REASONS as $start => $reason) {
            if (strncmp($said, $start, strlen($start)) === 0) {
                return new CannotRead($reason, $said);
            }
        }
        return new CannotRead(CannotRead::FAILED, $said);
    }
}
