<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

/**
 * Accounts that follow each other, under one keyed fingerprint of all that is stored about them.
 *
 * @phpstan-import-type AccountRow from AccountRows
 */
final class AccountGroup
{
    /** '': nothing may be kept about them. */
    public string $print;
    /** @var list<AccountRow> */
    public array $rows;

    /**
     * @param list<AccountRow> $rows
     */
    public function __construct(string $print, array $rows)
    {
        $this->print = $print;
        $this->rows = $rows;
    }

    /**
     * Their secrets are shown nowhere.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['rows' => count($this->rows)];
    }
}
