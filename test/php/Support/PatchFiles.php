<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

/**
 * The two files that decide whether the hole of 2024.1.114 is closed, by path.
 */
final class PatchFiles
{
    public const OPEN = [
        '/etc/nginx/mikopbx/locations/cdr-api.conf' => 'local path = ngx.unescape_uri(ngx.var.arg_view)',
        '/etc/nginx/mikopbx/lua/access-pbx-core.lua' => 'local backendUrl = "/pbxcore/index.php"',
    ];
    public const FIXED = [
        '/etc/nginx/mikopbx/locations/cdr-api.conf' => 'location /pbxcore/api/cdr/v2/playback { return 404; }',
        '/etc/nginx/mikopbx/lua/access-pbx-core.lua' => 'local backendUrl = "/pbxcore/api/system/checkAuth"',
    ];
}
