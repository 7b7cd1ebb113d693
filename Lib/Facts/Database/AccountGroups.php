<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\FeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;

/**
 * Accounts by the dozen. What is made of each group is kept, so that of thousands of accounts only those are looked at
 * again that changed, and their neighbours.
 *
 * @phpstan-import-type AccountRow from AccountRows
 */
final class AccountGroups
{
    private const PURPOSE = 'accounts';
    /** So many on average. Where groups part is told by their ids, so that a new account does not move all behind it. */
    private const SIZE = 32;
    private const BETWEEN = "\0";

    private AccountRows $accounts;
    private Fingerprints $fingerprints;
    private FeatureCache $cache;
    private string $build;
    /** @var list<AccountGroup>|null */
    private ?array $groups = null;

    /**
     * @param string $build of this module: other code may make something else of the same rows
     */
    public function __construct(AccountRows $accounts, Fingerprints $fingerprints, FeatureCache $cache, string $build)
    {
        $this->accounts = $accounts;
        $this->fingerprints = $fingerprints;
        $this->cache = $cache;
        $this->build = $build;
    }

    /**
     * All accounts, in the order of their rows.
     *
     * @return list<AccountGroup>
     *
     * @throws CannotRead
     */
    public function all(): array
    {
        return $this->groups ??= $this->divide($this->accounts->all());
    }

    /**
     * @param string                             $list    small letters: what is made
     * @param string                             $context what else it depends on
     * @param callable(list<AccountRow>): string $make    of the rows of one group; no secret may be in it
     *
     * @return list<string> of each group
     *
     * @throws CannotRead
     */
    public function make(string $list, string $context, callable $make): array
    {
        $groups = $this->all();
        $build = $this->build . self::BETWEEN . $context;
        $kept = $this->cache->fetch($list, $build);
        $made = [];
        $used = [];
        $isNew = false;
        foreach ($groups as $group) {
            $print = $group->print;
            if ($print === '') {
                $made[] = $make($group->rows);
                continue;
            }
            $isNew = $isNew || !isset($kept[$print]);
            $used[$print] = $kept[$print] ?? $make($group->rows);
            $made[] = $used[$print];
        }
        if ($isNew || count($used) !== count($kept)) {
            $this->cache->store($list, $build, $used);
        }
        return $made;
    }

    /**
     * @param list<AccountRow> $accounts
     *
     * @return list<AccountGroup>
     */
    private function divide(array $accounts): array
    {
        $groups = [];
        $rows = [];
        $texts = [];
        $last = count($accounts) - 1;
        foreach ($accounts as $place => $row) {
            $rows[] = $row;
            $texts[] = implode(self::BETWEEN, $row);
            if ($place === $last || crc32($row['id']) % self::SIZE === 0) {
                $all = implode(self::BETWEEN, $texts);
                // Where a value holds what stands between values, others could look the same.
                $isClear = substr_count($all, self::BETWEEN) === count($rows) * count($row) - 1;
                $groups[] = new AccountGroup($isClear ? $this->printOf($all) : '', $rows);
                $rows = [];
                $texts = [];
            }
        }
        return $groups;
    }

    private function printOf(string $text): string
    {
        try {
            return $this->fingerprints->of(self::PURPOSE, $text);
        } catch (CannotRead $keyless) {
            // Keeping saves time, nothing else.
            return '';
        }
    }
}
