<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use PDO;
use PDOException;
use Throwable;

/**
 * The module's database as an SQLite file, opened when it is first needed. Core makes it; one that is not there is
 * broken and is not made here, empty, in its place.
 */
final class PdoStorage implements Storage
{
    private const WAIT_SECONDS = 2;

    private string $path;
    private int $waitSeconds;
    private ?PDO $pdo = null;
    /** How many atOnce() are under way, one inside the other. */
    private int $depth = 0;

    /**
     * @param int $waitSeconds how long to wait for somebody else who writes
     */
    public function __construct(string $path, int $waitSeconds = self::WAIT_SECONDS)
    {
        $this->path = $path;
        $this->waitSeconds = $waitSeconds;
    }

    public function rows(string $sql, array $bind = []): array
    {
        return $this->run($sql, $bind);
    }

    public function write(string $sql, array $bind = []): void
    {
        $this->run($sql, $bind);
    }

    /**
     * One inside another belongs to it; when the inner one throws and the outer one goes on, only the inner is undone.
     */
    public function atOnce(callable $work)
    {
        $isOuter = $this->depth === 0;
        // Not later, at the first write: what was read before it could be outdated by then.
        $this->write($isOuter ? 'BEGIN IMMEDIATE' : 'SAVEPOINT inside');
        $this->depth++;
        try {
            $result = $work();
            $this->write($isOuter ? 'COMMIT' : 'RELEASE inside');
            return $result;
        } catch (Throwable $broken) {
            $this->undo($isOuter ? ['ROLLBACK'] : ['ROLLBACK TO inside', 'RELEASE inside']);
            throw $broken;
        } finally {
            $this->depth--;
        }
    }

    /**
     * @param array<string, int|string|Blob|null> $bind
     *
     * @return list<array<string, string|null>>
     *
     * @throws CannotStore
     */
    private function run(string $sql, array $bind): array
    {
        try {
            return Sql::run($this->pdo(), $sql, $bind);
        } catch (SqlTrouble $trouble) {
            throw new CannotStore(self::reason($trouble), $trouble->getMessage());
        }
    }

    /**
     * @phpstan-return CannotStore::*
     */
    private static function reason(SqlTrouble $trouble): string
    {
        if ($trouble->isLocked()) {
            return CannotStore::BUSY;
        }
        return $trouble->isFull() ? CannotStore::FULL : CannotStore::BROKEN;
    }

    /**
     * @param list<string> $statements
     */
    private function undo(array $statements): void
    {
        try {
            foreach ($statements as $statement) {
                $this->write($statement);
            }
        } catch (CannotStore $undone) {
            // After some errors (a full disk) SQLite has undone everything itself already.
            return;
        }
    }

    /**
     * @throws CannotStore
     */
    private function pdo(): PDO
    {
        if ($this->pdo === null) {
            try {
                $this->pdo = new PDO('sqlite:' . $this->path, null, null, [
                    PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
                    PDO::ATTR_TIMEOUT => $this->waitSeconds,
                    PDO::SQLITE_ATTR_OPEN_FLAGS => PDO::SQLITE_OPEN_READWRITE,
                ]);
            } catch (PDOException $error) {
                throw new CannotStore(CannotStore::BROKEN, 'cannot be opened');
            }
        }
        return $this->pdo;
    }
}
