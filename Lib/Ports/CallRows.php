<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Core's records of calls: read only, beside tables of one's own (`temp.…`) that go with the connection.
 */
interface CallRows extends Rows
{
    /**
     * Rows without the names of their columns, for many of them.
     *
     * @param array<int|string, int|string|null> $bind by name, or in the order of the placeholders
     *
     * @return list<list<int|string|float|null>>
     *
     * @throws CannotRead
     */
    public function lists(string $sql, array $bind): array;
}
