<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

/**
 * Work that Core starts as root and that needs no root.
 */
final class Privileges
{
    /**
     * From here on this process is the web server's user, as in the module's API: what it writes stays readable there.
     */
    public static function drop(): void
    {
        $owner = fileowner(Places::privateFolder());
        $group = filegroup(Places::privateFolder());
        if ($owner !== false && $group !== false && posix_geteuid() === 0) {
            posix_setgid($group);
            posix_setuid($owner);
        }
    }
}
