<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogin;
use Modules\ModuleSecurityChecklist\Lib\Facts\PasswordStorage;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Is this the password of that login? Takes the same time whether it is or not.
 */
final class PasswordCheck
{
    public static function matches(StoredLogin $login, Secret $password): bool
    {
        $stored = $login->stored()->text();
        if ($login->storage() === PasswordStorage::PLAIN) {
            // Digests, because comparing texts of two lengths ends early.
            return hash_equals(hash('sha256', $stored, true), hash('sha256', $password->text(), true));
        }
        // Compares in constant time; what is no hash of crypt(3) matches nothing.
        $isSame = password_verify($password->text(), $stored);
        // crypt(3) reads up to the first NUL.
        return $isSame && strpos($password->text(), "\0") === false;
    }
}
