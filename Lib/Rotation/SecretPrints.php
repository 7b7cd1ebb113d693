<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountGroups;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\SecretRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * Fingerprints of every secret, now. The secrets themselves live in here only.
 *
 * @phpstan-import-type AccountRow from AccountRows
 */
final class SecretPrints
{
    private const PURPOSE = 'rotation';
    private const LOGINS = [LoginKnowledge::WEB, LoginKnowledge::SSH];

    private AccountGroups $accounts;
    private SecretRows $rows;
    private StoredLogins $logins;
    private Fingerprints $fingerprints;

    public function __construct(
        AccountGroups $accounts,
        SecretRows $rows,
        StoredLogins $logins,
        Fingerprints $fingerprints
    ) {
        $this->accounts = $accounts;
        $this->rows = $rows;
        $this->logins = $logins;
        $this->fingerprints = $fingerprints;
    }

    /**
     * Whole or not at all. The owners are those of the facts, and `web`, `ssh`; one with several secrets (two rows of
     * one number) has their fingerprints one behind the other.
     *
     * @return array<string, string> by owner
     *
     * @throws CannotRead
     */
    public function all(): array
    {
        $prints = [];
        $ofAccounts = $this->accounts->make(self::PURPOSE, '', function (array $rows): string {
            /** @var list<AccountRow> $rows */
            return implode('', array_map([$this, 'ofAccount'], $rows));
        });
        foreach ($this->accounts->all() as $place => $group) {
            foreach ($group->rows as $index => $row) {
                $print = substr($ofAccounts[$place], $index * Fingerprints::LENGTH, Fingerprints::LENGTH);
                $owner = SecretRows::ownerOf($row);
                $prints[$owner] = ($prints[$owner] ?? '') . $print;
            }
        }
        foreach ($this->rows->ofOthers() as ['owner' => $owner, 'secret' => $secret]) {
            $prints[$owner] = ($prints[$owner] ?? '') . $this->of($owner, $secret);
        }
        foreach (self::LOGINS as $which) {
            $prints[$which] = $this->of($which, $this->logins->of($which)->stored()->text());
        }
        return $prints;
    }

    /**
     * How the two login passwords are stored (PasswordStorage).
     *
     * @return array<string, string> by owner
     *
     * @throws CannotRead
     */
    public function kinds(): array
    {
        $kinds = [];
        foreach (self::LOGINS as $which) {
            $kinds[$which] = $this->logins->of($which)->storage();
        }
        return $kinds;
    }

    /**
     * Another one: the key is another one, and so is every fingerprint.
     *
     * @throws CannotRead
     */
    public function ofKey(): string
    {
        return $this->fingerprints->of(self::PURPOSE, '');
    }

    /**
     * @phpstan-param AccountRow $row
     *
     * @throws CannotRead
     */
    private function ofAccount(array $row): string
    {
        return $this->of(SecretRows::ownerOf($row), SecretRows::secretOf($row));
    }

    /**
     * @throws CannotRead
     */
    private function of(string $owner, string $secret): string
    {
        return $this->fingerprints->of(self::PURPOSE, $owner . "\0" . $secret);
    }
}
