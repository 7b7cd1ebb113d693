<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Module;

/**
 * Locations of nginx that tell which connection a request came over. Keep-alive is off, so that a browser that asks again
 * opens a new one. A client cannot set the parameter: only headers become variables that begin with HTTP_.
 */
final class Locations
{
    public const PARAMETER = 'SECCHECK_CONNECTION';
    /** For processes of the PBX. */
    public const NUMBER = Module::API . '/connection';

    /** Where Core writes them (NginxConf). */
    private const FILE = '/etc/nginx/mikopbx/modules_locations/' . Module::ID . '.conf';
    private const PROVEN = ['/plans/nonce', '/plans', '/plans/confirm', '/plans/undo'];

    public static function all(): string
    {
        $locations = 'location = ' . self::NUMBER . " {\n"
            . "    if (\$remote_addr !~ \"^(127\\.0\\.0\\.1|::1)\$\") { return 404; }\n"
            . "    keepalive_timeout 0;\n"
            . "    default_type application/json;\n"
            . "    return 200 '{\"connection\":\$connection}';\n"
            . "}\n";
        foreach (self::PROVEN as $path) {
            $route = Module::API . $path;
            $inside = substr($route, strlen('/pbxcore'));
            $locations .= "location = $route {\n"
                . "    keepalive_timeout 0;\n"
                . "    include fastcgi_params;\n"
                . "    fastcgi_param SCRIPT_FILENAME /usr/www/sites/pbxcore/index.php;\n"
                . "    fastcgi_param SCRIPT_NAME /pbxcore/index.php;\n"
                . "    fastcgi_param QUERY_STRING _url=$inside;\n"
                . '    fastcgi_param ' . self::PARAMETER . " \$connection;\n"
                . "    fastcgi_pass unix:/var/run/php-fpm.sock;\n"
                . "}\n";
        }
        return $locations;
    }

    /**
     * 2024 leaves them where they are when a module is removed that is switched on.
     */
    public static function remove(): void
    {
        @unlink(self::FILE);
    }
}
