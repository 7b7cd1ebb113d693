<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * Does Core still take the password of the cabinet for the one it came with? As Core's CheckWebPasswords does.
 */
final class FactoryPassword
{
    /** bcrypt takes long and is made of chosen passwords only; Core does not open it, either. */
    private const SHA512 = '$6$';

    /**
     * @param string $stored     as Core keeps it: plain or hashed
     * @param string $factory    value that it has in a new database
     * @param string $instanceId what a cloud calls this machine; '' outside of one
     */
    public static function is(string $stored, string $factory, string $instanceId): bool
    {
        if ($factory !== '' && strncmp($stored, self::SHA512, strlen(self::SHA512)) === 0) {
            return password_verify($factory, $stored);
        }
        return $stored !== '' && ($stored === $factory || $stored === $instanceId);
    }
}
