<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\ManualAttributes;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Whose secrets they are: names for the table of who is back, and for the one who takes the new ones to the phones the logins.
 *
 * @phpstan-type Named array{number: string, name: string}
 * @phpstan-type Login array{number: string, name: string, login: string, secret: string, own: bool}
 */
final class Owners
{
    private const NAMES = <<<'SQL'
        SELECT s.extension AS number, coalesce(u.username, e.callerid, '') AS name, coalesce(s.manualattributes, '') AS attributes
        FROM m_Sip s
        LEFT JOIN m_Extensions e ON e.number = s.extension
        LEFT JOIN m_Users u ON u.id = e.userid
        WHERE s.type = 'peer' AND s.extension <> ''
        SQL;
    private const AMI = 'SELECT id, username AS number, secret FROM m_AsteriskManagerUsers';
    private const ARI = 'SELECT id, username AS number, password AS secret FROM m_AsteriskRestUsers';

    private Rows $rows;

    public function __construct(Rows $rows)
    {
        $this->rows = $rows;
    }

    /**
     * @return array<string, Named> by owner
     *
     * @throws CannotRead
     */
    public function names(): array
    {
        $names = [];
        foreach ($this->rows->rows(self::NAMES) as $row) {
            $number = Column::text($row['number']);
            $names += [Owner::account($number) => ['number' => $number, 'name' => Column::text($row['name'])]];
        }
        foreach ($this->programs() as $owner => ['number' => $number]) {
            $names[$owner] = ['number' => $number, 'name' => ''];
        }
        return $names;
    }

    /**
     * Accounts whose login follows the setting: no name of their own in manual attributes.
     *
     * @return list<string> owners
     *
     * @throws CannotRead
     */
    public function suffixed(): array
    {
        $owners = [];
        foreach ($this->rows->rows(self::NAMES) as $row) {
            if (ManualAttributes::of(Column::text($row['attributes']))->override('auth', 'username') === null) {
                $owners[Owner::account(Column::text($row['number']))] = true;
            }
        }
        return array_map('strval', array_keys($owners));
    }

    /**
     * For who takes them to the phones, and for nobody else.
     *
     * @param string $suffix in force
     *
     * @return array<string, Login> by owner; `own`: a name of its own, which the suffix does not change
     *
     * @throws CannotRead
     */
    public function logins(string $suffix): array
    {
        $logins = [];
        foreach ((new AccountRows($this->rows))->all() as $row) {
            $own = ManualAttributes::of($row['attributes'])->override('auth', 'username');
            $logins[Owner::account($row['number'])] = [
                'number' => $row['number'],
                'name' => $row['name'],
                'login' => $own ?? $row['number'] . $suffix,
                'secret' => $row['secret'],
                'own' => $own !== null,
            ];
        }
        foreach ($this->programs() as $owner => ['number' => $number, 'secret' => $secret]) {
            $logins[$owner] = ['number' => $number, 'name' => '', 'login' => $number, 'secret' => $secret, 'own' => true];
        }
        return $logins;
    }

    /**
     * @return array<string, array{number: string, secret: string}>
     *
     * @throws CannotRead
     */
    private function programs(): array
    {
        $programs = [];
        foreach ($this->rows->rows(self::AMI) as $row) {
            $programs[Owner::ami((int) $row['id'])] = self::program($row);
        }
        if ((new Schema($this->rows))->hasTable('m_AsteriskRestUsers')) {
            foreach ($this->rows->rows(self::ARI) as $row) {
                $programs[Owner::ari((int) $row['id'])] = self::program($row);
            }
        }
        return $programs;
    }

    /**
     * @param array<string, string|null> $row
     *
     * @return array{number: string, secret: string}
     */
    private static function program(array $row): array
    {
        return ['number' => Column::text($row['number'] ?? null), 'secret' => Column::text($row['secret'] ?? null)];
    }
}
