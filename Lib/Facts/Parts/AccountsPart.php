<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\CanonicalJson;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountGroups;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Demo;
use Modules\ModuleSecurityChecklist\Lib\Facts\Json;
use Modules\ModuleSecurityChecklist\Lib\Facts\ManualAttributes;

/**
 * SIP accounts of extensions.
 *
 * @phpstan-import-type AccountRow from AccountRows
 */
final class AccountsPart implements DatabasePart
{
    private const NAME = 'accounts';
    private const AUTH = 'auth';

    private AccountGroups $accounts;
    private Schema $schema;

    public function __construct(AccountGroups $accounts, Schema $schema)
    {
        $this->accounts = $accounts;
        $this->schema = $schema;
    }

    public function name(): string
    {
        return self::NAME;
    }

    public function read(): array
    {
        // The pages for employees came with REST v3 and its keys: since then they are addressed by the person.
        $page = $this->schema->hasTable('m_ApiKeys') ? 'user_id' : 'extension_id';
        $made = $this->accounts->make(self::NAME, $page, static function (array $rows) use ($page): string {
            return CanonicalJson::rows(self::accounts($rows, $page));
        });
        return array_map([Json::class, 'of'], $made);
    }

    /**
     * @param list<AccountRow>       $rows
     * @param 'user_id'|'extension_id' $page column with the address of its page
     *
     * @return list<array<string, mixed>>
     */
    private static function accounts(array $rows, string $page): array
    {
        $accounts = [];
        foreach ($rows as $row) {
            $attributes = ManualAttributes::of($row['attributes']);
            $hashed = $attributes->hash(self::AUTH) !== null;
            $accounts[] = [
                'authUsername' => $attributes->override(self::AUTH, 'username'),
                'demo' => Demo::isEmployee($row['number'], $row['name'], $row['mobile']),
                'disabled' => Column::isDisabled($row['disabled']),
                'filterId' => Column::filterId($row['filter']),
                'name' => $row['name'],
                'number' => $row['number'],
                'page' => $row[$page],
                'secretOverridden' => $attributes->override(self::AUTH, 'password') !== null,
            ] + ($hashed ? ['secretHashed' => true] : []);
        }
        return $accounts;
    }
}
