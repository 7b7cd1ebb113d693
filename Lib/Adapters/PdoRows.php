<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use PDO;

/**
 * Rows by PDO: of Core's own connection on the PBX, of a file elsewhere. Changes nothing of the connection.
 */
final class PdoRows implements Rows
{
    private PDO $pdo;

    public function __construct(PDO $pdo)
    {
        $this->pdo = $pdo;
    }

    public function rows(string $sql, array $bind = []): array
    {
        try {
            return Sql::run($this->pdo, $sql, $bind);
        } catch (SqlTrouble $trouble) {
            throw new CannotRead(self::reasonOf($trouble), $trouble->getMessage());
        }
    }

    /**
     * Damage and everything else: failed.
     */
    private static function reasonOf(SqlTrouble $trouble): string
    {
        if ($trouble->isLocked()) {
            return CannotRead::TIMEOUT;
        }
        return $trouble->isMissing() ? CannotRead::MISSING : CannotRead::FAILED;
    }
}
