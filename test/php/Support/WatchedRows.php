<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Counts, and keeps the statements.
 */
final class WatchedRows implements Rows
{
    /** @var list<array{string, array<string, int|string|null>}> */
    public array $statements = [];

    private Rows $rows;

    public function __construct(Rows $rows)
    {
        $this->rows = $rows;
    }

    public function rows(string $sql, array $bind = []): array
    {
        $this->statements[] = [$sql, $bind];
        return $this->rows->rows($sql, $bind);
    }
}
