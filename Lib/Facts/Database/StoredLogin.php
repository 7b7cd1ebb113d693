<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Facts\PasswordStorage;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;

/**
 * A login with its password as it is stored. Shows nothing of itself in dumps.
 */
final class StoredLogin
{
    private string $stored;
    private string $login;
    private string $company;

    public function __construct(string $stored, string $login, string $company)
    {
        $this->stored = $stored;
        $this->login = $login;
        $this->company = $company;
    }

    /**
     * Value of the setting: the password itself, or a hash.
     */
    public function stored(): string
    {
        return $this->stored;
    }

    /**
     * @return 'plain'|'bcrypt'|'sha512'|'md5'|'unknown'
     */
    public function storage(): string
    {
        return PasswordStorage::of($this->stored);
    }

    public function login(): string
    {
        return $this->login;
    }

    public function about(): About
    {
        return new About('', '', '', $this->login, '', $this->company);
    }

    /**
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return [];
    }
}
