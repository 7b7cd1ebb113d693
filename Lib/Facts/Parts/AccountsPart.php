<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Demo;
use Modules\ModuleSecurityChecklist\Lib\Facts\ManualAttributes;

/**
 * SIP accounts of extensions.
 */
final class AccountsPart implements DatabasePart
{
    private const AUTH = 'auth';

    private AccountRows $accounts;
    private Schema $schema;

    public function __construct(AccountRows $accounts, Schema $schema)
    {
        $this->accounts = $accounts;
        $this->schema = $schema;
    }

    public function name(): string
    {
        return 'accounts';
    }

    public function read(): array
    {
        // The pages for employees came with REST v3 and its keys: since then they are addressed by the person.
        $page = $this->schema->hasTable('m_ApiKeys') ? 'user_id' : 'extension_id';
        $accounts = [];
        foreach ($this->accounts->all() as $row) {
            $number = $row['number'] ?? '';
            $name = $row['user_name'] ?? $row['caller_id'] ?? '';
            $attributes = ManualAttributes::of($row['attributes']);
            // Keys in the order of the digest, so that thousands of rows need not be sorted.
            $accounts[] = [
                'authUsername' => $attributes->override(self::AUTH, 'username'),
                'demo' => Demo::isEmployee($number, $name, $row['mobile'] ?? ''),
                'disabled' => Column::isDisabled($row['disabled']),
                'filterId' => Column::filterId($row['filter']),
                'name' => $name,
                'number' => $number,
                'page' => $row[$page] ?? '',
                'secretOverridden' => $attributes->override(self::AUTH, 'password') !== null,
            ];
        }
        return $accounts;
    }
}
