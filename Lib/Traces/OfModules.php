<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Who may sign in to the cabinet beside the administrator: users of ModuleUsersUI, which has no dates of them.
 */
final class OfModules
{
    public const USERS_UI = 'ModuleUsersUI';
    private const USERS = 'SELECT u.user_login AS login, u.user_access_group_id AS rights, COALESCE(g.name, \'\') AS name
        FROM m_ModuleUsersUI_UsersCredentials u LEFT JOIN m_ModuleUsersUI_AccessGroups g ON g.id = u.user_access_group_id
        WHERE u.enabled = 1 ORDER BY u.id';

    private Rows $users;

    /**
     * @param Rows $users database of that module
     */
    public function __construct(Rows $users)
    {
        $this->users = $users;
    }

    /**
     * @return list<Thing>
     *
     * @throws CannotRead
     */
    public function cabinetUsers(): array
    {
        return array_map(static function (array $row): Thing {
            $login = (string) $row['login'];
            return new Thing($login, (string) $row['rights'], ['login' => $login, 'group' => (string) $row['name']]);
        }, $this->users->rows(self::USERS));
    }
}
