<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Facts\PasswordStorage;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * A login with its password as it is stored.
 */
final class StoredLogin
{
    private Secret $stored;

    public function __construct(string $stored, string $login, string $company)
    {
        $this->stored = new Secret($stored, new About('', '', '', $login, '', $company), 0);
    }

    /**
     * Value of the setting: the password itself, or a hash.
     */
    public function stored(): Secret
    {
        return $this->stored;
    }

    /**
     * @return 'plain'|'bcrypt'|'sha512'|'md5'|'unknown'
     */
    public function storage(): string
    {
        return PasswordStorage::of($this->stored->text());
    }

    public function login(): string
    {
        return $this->stored->about()->login;
    }
}
