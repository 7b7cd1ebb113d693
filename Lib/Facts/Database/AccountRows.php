<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * SIP accounts of extensions with the people they belong to, read once for the parts that need them.
 *
 * @phpstan-type AccountRow array{
 *     id: string, number: string, disabled: string, filter: string, attributes: string, secret: string,
 *     extension_id: string, user_id: string, name: string, email: string, mobile: string
 * }
 */
final class AccountRows
{
    /**
     * Without NULL: here it means nothing else than an empty text; of `disabled` see Column::isDisabled(). Numbers are
     * made texts where that is quickest.
     */
    private const ACCOUNTS = <<<'SQL'
        SELECT CAST(s.id AS TEXT) AS id, s.extension AS number, CAST(coalesce(s.disabled, '1') AS TEXT) AS disabled,
               CAST(coalesce(s.networkfilterid, '') AS TEXT) AS filter,
               coalesce(s.manualattributes, '') AS attributes, coalesce(s.secret, '') AS secret,
               CAST(coalesce(e.id, '') AS TEXT) AS extension_id, CAST(coalesce(u.id, '') AS TEXT) AS user_id,
               coalesce(u.username, e.callerid, '') AS name, coalesce(u.email, '') AS email,
               coalesce(m.number, '') AS mobile
        FROM m_Sip s
        LEFT JOIN m_Extensions e ON e.number = s.extension
        LEFT JOIN m_Users u ON u.id = e.userid
        LEFT JOIN m_Extensions m ON m.userid = u.id AND m.type = 'EXTERNAL'
        WHERE s.type = 'peer' AND s.extension <> ''
        ORDER BY s.id, e.id, m.id
        SQL;

    private Rows $rows;
    /** @var list<AccountRow>|null */
    private ?array $accounts = null;

    public function __construct(Rows $rows)
    {
        $this->rows = $rows;
    }

    /**
     * In the order of their rows.
     *
     * @return list<AccountRow>
     *
     * @throws CannotRead
     */
    public function all(): array
    {
        if ($this->accounts === null) {
            /** @var list<AccountRow> $rows */
            $rows = $this->rows->rows(self::ACCOUNTS);
            $this->accounts = self::firstOfEach($rows);
        }
        return $this->accounts;
    }

    /**
     * Their secrets are shown nowhere.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['accounts' => $this->accounts === null ? null : count($this->accounts)];
    }

    /**
     * An account whose number or mobile number stands in several rows comes several times; Core takes the first.
     *
     * @param list<AccountRow> $rows
     *
     * @return list<AccountRow>
     */
    private static function firstOfEach(array $rows): array
    {
        $first = [];
        $before = null;
        foreach ($rows as $row) {
            if ($row['id'] !== $before) {
                $first[] = $row;
            }
            $before = $row['id'];
        }
        return $first;
    }
}
