<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Module;

/**
 * Locations of nginx that tell which connection a request came over. Over HTTP/1.1 keep-alive is off, so that a browser that
 * asks again opens a new one. Over HTTP/2 it would not: there a WebSocket at the door comes over a connection of its own.
 * A client cannot set the parameter: only headers become variables that begin with HTTP_.
 */
final class Locations
{
    public const PARAMETER = 'SECCHECK_CONNECTION';
    /** For processes of the PBX. */
    public const NUMBER = Module::API . '/connection';

    /** Where Core writes them (NginxConf). */
    private const FILE = '/etc/nginx/mikopbx/modules_locations/' . Module::ID . '.conf';
    /** A WebSocket opens here for whoever has a key; nothing is ever said over it. */
    private const DOOR = Module::API . '/plans/door';
    /** Asked by the web server alone. */
    private const KNOCK = Module::API . '/plans/knock';
    private const SECONDS_OPEN = 5;

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
            $locations .= "location = $route {\n    keepalive_timeout 0;\n" . self::php($route) . "}\n";
        }
        return $locations . self::door();
    }

    /**
     * Nchan and Lua are what Core's own WebSockets stand on, of both releases. The question is asked in the rewrite phase, because
     * in that of access it would take the place of Core's guard. The key is in no log.
     */
    private static function door(): string
    {
        return 'location = ' . self::DOOR . " {\n"
            . "    access_log off;\n"
            . "    rewrite_by_lua_block {\n"
            . '        local asked = ngx.location.capture("' . self::KNOCK . "\", { args = { door = ngx.var.arg_door } })\n"
            . "        if asked.status ~= 200 then ngx.exit(403) end\n"
            . "    }\n"
            . "    nchan_subscriber websocket;\n"
            . '    nchan_channel_id ' . Module::ID . ";\n"
            . '    nchan_subscriber_timeout ' . self::SECONDS_OPEN . ";\n"
            . "}\n"
            . 'location = ' . self::KNOCK . " {\n"
            . "    internal;\n"
            . self::own(self::KNOCK, '&door=$arg_door&from=$remote_addr')
            . "}\n";
    }

    /**
     * The web server asks by itself, as a process of the PBX.
     */
    public static function own(string $route, string $query): string
    {
        // What the browser says of itself would make a process of the PBX of it no more.
        return "    fastcgi_pass_request_headers off;\n"
            . "    fastcgi_pass_request_body off;\n"
            . self::php($route, $query)
            . "    fastcgi_param REMOTE_ADDR 127.0.0.1;\n"
            . "    fastcgi_param HTTP_HOST localhost;\n";
    }

    private static function php(string $route, string $query = ''): string
    {
        $inside = substr($route, strlen('/pbxcore'));
        return "    include fastcgi_params;\n"
            . "    fastcgi_param SCRIPT_FILENAME /usr/www/sites/pbxcore/index.php;\n"
            . "    fastcgi_param SCRIPT_NAME /pbxcore/index.php;\n"
            . "    fastcgi_param QUERY_STRING _url=$inside$query;\n"
            . '    fastcgi_param ' . self::PARAMETER . " \$connection;\n"
            . "    fastcgi_pass unix:/var/run/php-fpm.sock;\n";
    }

    /**
     * 2024 leaves them where they are when a module is removed that is switched on.
     */
    public static function remove(): void
    {
        @unlink(self::FILE);
    }
}
