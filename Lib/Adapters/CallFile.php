<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CallRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use PDO;
use PDOException;

/**
 * Core's database of calls over a connection of its own that cannot write to it. Nothing holds it for longer than one
 * statement; while Core writes, a statement waits.
 *
 * Tables of one's own (`temp.…`) are in files without a name in the given folder, so that memory stays small.
 */
final class CallFile implements CallRows
{
    private const SECONDS = 20;
    /** Of tables of one's own, and of what is sorted, in kB. */
    private const MEMORY = 16000;

    private PDO $pdo;

    /**
     * @throws CannotRead
     */
    public function __construct(string $path, string $folder)
    {
        if (!is_file($path) || !is_readable($path)) {
            throw new CannotRead(CannotRead::MISSING, basename($path));
        }
        // SQLite asks the environment where its files without a name go.
        putenv('SQLITE_TMPDIR=' . $folder);
        try {
            $this->pdo = new PDO('sqlite:' . $path, null, null, [
                PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
                PDO::ATTR_TIMEOUT => self::SECONDS,
                PDO::SQLITE_ATTR_OPEN_FLAGS => PDO::SQLITE_OPEN_READONLY,
            ]);
        } catch (PDOException $error) {
            throw new CannotRead(CannotRead::FAILED, basename($path));
        }
        $this->rows('PRAGMA temp_store = FILE');
        $this->rows('PRAGMA temp.journal_mode = OFF');
        $this->rows('PRAGMA temp.cache_size = -' . self::MEMORY);
        $this->rows('PRAGMA cache_size = -' . self::MEMORY);
    }

    public function lists(string $sql, array $bind): array
    {
        try {
            $statement = $this->pdo->prepare($sql);
            foreach ($bind as $name => $value) {
                $statement->bindValue(is_int($name) ? $name + 1 : ':' . $name, $value, is_int($value) ? PDO::PARAM_INT : PDO::PARAM_STR);
            }
            $statement->execute();
            // At once: Core waits while a statement is half read.
            /** @var list<list<int|string|float|null>> $rows */
            $rows = $statement->fetchAll(PDO::FETCH_NUM);
            return $rows;
        } catch (PDOException $error) {
            $trouble = new SqlTrouble($error->errorInfo);
            throw new CannotRead($trouble->isLocked() ? CannotRead::TIMEOUT : CannotRead::FAILED, $trouble->getMessage());
        }
    }

    public function rows(string $sql, array $bind = []): array
    {
        return (new PdoRows($this->pdo))->rows($sql, $bind);
    }
}
