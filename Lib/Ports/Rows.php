<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * The one way to the database: Core's service on the PBX, PDO in tests. Reading only, set-based.
 */
interface Rows
{
    /**
     * @param array<string, int|string|null> $bind values for the named placeholders
     *
     * @return list<array<string, string|null>> rows as strings by column; SQL NULL stays null
     *
     * @throws CannotRead when the table is missing, the database locked or damaged
     */
    public function rows(string $sql, array $bind = []): array;
}
