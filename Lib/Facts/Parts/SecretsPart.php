<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\CanonicalJson;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountGroups;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\SecretRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Json;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * What may be said about the secrets of accounts, AMI and ARI users and providers that register here. The secrets
 * themselves live in here only, and are gone when this returns.
 *
 * @phpstan-import-type AccountRow from AccountRows
 * @phpstan-import-type Owned from SecretRows
 */
final class SecretsPart implements DatabasePart
{
    private const NAME = 'secrets';
    private const OF_ACCOUNTS = 'accountsecrets';

    private const BETWEEN = "\n";
    private const UNSHARED = '"shared":0';

    private AccountGroups $accounts;
    private SecretRows $rows;
    private Features $features;

    public function __construct(AccountGroups $accounts, SecretRows $rows, Features $features)
    {
        $this->accounts = $accounts;
        $this->rows = $rows;
        $this->features = $features;
    }

    public function name(): string
    {
        return self::NAME;
    }

    public function read(): array
    {
        $secrets = [];
        foreach ($this->accounts->all() as $group) {
            foreach ($group->rows as $row) {
                $secrets[] = SecretRows::secretOf($row);
            }
        }
        $others = $this->rows->ofOthers();
        $users = array_count_values(array_merge($secrets, array_column($others, 'secret')));
        $rows = $this->ofAccounts($secrets, $users);
        if ($others !== []) {
            $rows[] = new Json(str_replace(self::BETWEEN, ',', $this->written($others, $users, self::NAME)));
        }
        return $rows;
    }

    /**
     * How many share a secret is no matter of one group: what is kept says none.
     *
     * @param list<string>           $secrets of all accounts
     * @param array<int|string, int> $users   how many have each
     *
     * @return list<Json>
     *
     * @throws CannotRead
     */
    private function ofAccounts(array $secrets, array $users): array
    {
        $make = function (array $rows): string {
            /** @var list<AccountRow> $rows */
            return $this->written($this->rows->ofAccounts($rows), [], '');
        };
        $made = $this->accounts->make(self::OF_ACCOUNTS, $this->rows->company(), $make);
        $rows = [];
        $first = 0;
        foreach ($this->accounts->all() as $place => $group) {
            $text = $made[$place];
            foreach (array_keys($group->rows) as $index) {
                $shared = $users[$secrets[$first + $index]] - 1;
                if ($shared > 0) {
                    $text = self::sharedBy($shared, $index, $text);
                }
            }
            $first += count($group->rows);
            $rows[] = new Json(str_replace(self::BETWEEN, ',', $text));
        }
        return $rows;
    }

    /**
     * A row for each, in JSON, in which there is no line break.
     *
     * @param list<Owned>            $owned
     * @param array<int|string, int> $users how many have each secret
     *
     * @throws CannotRead
     */
    private function written(array $owned, array $users, string $list): string
    {
        $secrets = [];
        foreach ($owned as ['secret' => $secret, 'about' => $about]) {
            $secrets[] = new Secret($secret, $about, ($users[$secret] ?? 1) - 1);
        }
        $rows = [];
        foreach ($this->features->of($secrets, $list) as $index => $features) {
            $rows[] = CanonicalJson::encode(['features' => $features, 'owner' => $owned[$index]['owner']]);
        }
        return implode(self::BETWEEN, $rows);
    }

    /**
     * @param int $index of the row that it is about
     */
    private static function sharedBy(int $shared, int $index, string $text): string
    {
        $rows = explode(self::BETWEEN, $text);
        // Inside a text of JSON quotes are escaped: this is the key, and there is one.
        $rows[$index] = str_replace(self::UNSHARED, '"shared":' . $shared, $rows[$index]);
        return implode(self::BETWEEN, $rows);
    }
}
