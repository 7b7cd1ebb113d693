<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * SIP accounts of extensions with the people they belong to, read once for the parts that need them.
 *
 * @phpstan-type AccountRow array{
 *     id: string|null, number: string|null, disabled: string|null, filter: string|null, attributes: string|null,
 *     secret: string|null, extension_id: string|null, user_id: string|null, user_name: string|null,
 *     caller_id: string|null, email: string|null, mobile: string|null
 * }
 */
final class AccountRows
{
    private const ACCOUNTS = <<<'SQL'
        SELECT s.id, s.extension AS number, s.disabled, s.networkfilterid AS filter, s.manualattributes AS attributes,
               s.secret, e.id AS extension_id, u.id AS user_id, u.username AS user_name, e.callerid AS caller_id,
               u.email, m.number AS mobile
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
