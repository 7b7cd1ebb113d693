<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use RuntimeException;

/**
 * Work that Core starts as root and that needs no root.
 */
final class Privileges
{
    /**
     * From here on this process is the web server's user, as in the module's API: what it writes stays readable there. Groups
     * go first: root's own would stay, and afterwards nobody may change them.
     *
     * @throws RuntimeException when it is still root, or in a group of root's
     */
    public static function drop(): void
    {
        if (posix_geteuid() !== 0) {
            return;
        }
        $owner = fileowner(Places::privateFolder());
        $group = filegroup(Places::privateFolder());
        $user = $owner === false ? false : posix_getpwuid($owner);
        if ($owner === false || $owner === 0 || $group === false || $user === false) {
            throw new RuntimeException('the web server has no user');
        }
        $isDropped = posix_initgroups($user['name'], $group) && posix_setgid($group) && posix_setuid($owner);
        if (!$isDropped || !self::isOnly($owner, $group)) {
            throw new RuntimeException('still root');
        }
    }

    /**
     * For good: what was real and what counts are the same, and nothing leads back.
     */
    private static function isOnly(int $owner, int $group): bool
    {
        $groups = posix_getgroups();
        return posix_getuid() === $owner && posix_geteuid() === $owner
            && posix_getgid() === $group && posix_getegid() === $group
            && is_array($groups) && ($group === 0 || !in_array(0, $groups, true))
            && !@posix_setuid(0);
    }
}
