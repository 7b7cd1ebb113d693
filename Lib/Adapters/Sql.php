<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use PDO;
use PDOException;
use PDOStatement;

// By their full names PHP knows them without calling them: there are hundreds of thousands of cells.
use function is_array;
use function is_float;
use function is_int;

/**
 * One statement by PDO, whatever the error mode of the connection: values bound by name and type, rows as texts.
 */
final class Sql
{
    /**
     * @param array<string, int|string|Blob|null> $bind values for the named placeholders
     *
     * @return list<array<string, string|null>> none for a statement that gives none
     *
     * @throws SqlTrouble
     */
    public static function run(PDO $pdo, string $sql, array $bind = []): array
    {
        try {
            $statement = $pdo->prepare($sql);
            if (!$statement instanceof PDOStatement) {
                throw new SqlTrouble($pdo->errorInfo());
            }
            foreach ($bind as $name => $value) {
                $bytes = $value instanceof Blob ? $value->bytes() : $value;
                $statement->bindValue(':' . $name, $bytes, self::typeOf($value));
            }
            if (!$statement->execute()) {
                throw new SqlTrouble($statement->errorInfo());
            }
            return self::fetch($statement);
        } catch (PDOException $error) {
            throw new SqlTrouble($error->errorInfo);
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
     * @param int|string|Blob|null $value
     */
    private static function typeOf($value): int
    {
        if ($value === null) {
            return PDO::PARAM_NULL;
        }
        if ($value instanceof Blob) {
            return PDO::PARAM_LOB;
        }
        return is_int($value) ? PDO::PARAM_INT : PDO::PARAM_STR;
    }
}
