<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Modules\PbxExtensionUtils;
use Modules\ModuleSecurityChecklist\Lib\Adapters\Tree;
use Modules\ModuleSecurityChecklist\Lib\Module;

/**
 * Where things of this module are kept on the PBX.
 */
final class Places
{
    private const OWNER_ONLY = 0700;

    public static function module(): string
    {
        return PbxExtensionUtils::getModuleDir(Module::ID);
    }

    public static function database(): string
    {
        return self::module() . '/db/module.db';
    }

    /**
     * Key, caches and socket: beside the folder of modules, not in it, because Core makes everything in there readable
     * by everybody. Only the web server's user and root can enter.
     */
    public static function privateFolder(): string
    {
        return dirname(self::module(), 2) . '/' . Module::ID;
    }

    /**
     * Called by root; whoever owns the modules (the web server's user) owns it.
     */
    public static function makePrivateFolder(): void
    {
        $folder = self::privateFolder();
        if (!is_dir($folder)) {
            mkdir($folder, self::OWNER_ONLY, true);
        }
        chmod($folder, self::OWNER_ONLY);
        $owner = fileowner(self::module());
        if ($owner !== false) {
            chown($folder, $owner);
        }
        $group = filegroup(self::module());
        if ($group !== false) {
            chgrp($folder, $group);
        }
    }

    /**
     * Records of plans, the rows that they keep, and the code that plays them: root's alone, beside the private folder.
     */
    public static function rootFolder(): string
    {
        return self::privateFolder() . '.root';
    }

    /**
     * Called by root. What somebody else made there is not believed.
     */
    public static function makeRootFolder(): void
    {
        $folder = self::rootFolder();
        if (is_link($folder) || (is_dir($folder) && fileowner($folder) !== 0)) {
            Tree::remove($folder);
        }
        if (!is_dir($folder)) {
            mkdir($folder, self::OWNER_ONLY, true);
        }
        chmod($folder, self::OWNER_ONLY);
    }

    public static function removeRootFolder(): void
    {
        Tree::remove(self::rootFolder());
    }

    public static function removePrivateFolder(): void
    {
        foreach (glob(self::privateFolder() . '/*') ?: [] as $file) {
            unlink($file);
        }
        @rmdir(self::privateFolder());
    }

    public static function coreDatabase(): string
    {
        return self::configured('database.dbfile');
    }

    public static function callsDatabase(): string
    {
        return self::configured('cdrDatabase.dbfile');
    }

    /**
     * The one that the release came with.
     */
    public static function releaseDatabase(): string
    {
        return '/conf.default/mikopbx.db';
    }

    /**
     * Core's own copies of its database.
     */
    public static function copies(): string
    {
        return self::configured('core.confBackupDir');
    }

    public static function asteriskDatabase(): string
    {
        return self::configured('astDatabase.dbfile');
    }

    /**
     * As Fail2BanConf of every release configures it.
     */
    public static function fail2banDatabase(): string
    {
        return '/var/lib/fail2ban/fail2ban.sqlite3';
    }

    /**
     * The folder of Core's own logs.
     */
    public static function logs(): string
    {
        return self::configured('core.logsDir');
    }

    public static function recordings(): string
    {
        return self::configured('asterisk.monitordir');
    }

    private static function configured(string $path): string
    {
        $config = Services::get('config');
        $value = is_object($config) && method_exists($config, 'path') ? $config->path($path) : null;
        return is_string($value) ? $value : '';
    }
}
