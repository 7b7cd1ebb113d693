<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Adapters\EvidenceFolder;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Locations;
use Modules\ModuleSecurityChecklist\Lib\Module;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceRecords;

/**
 * Locations of nginx that give the evidence away, in ranges if need be, without a process of PHP in between. A browser that saves something has no token of the
 * cabinet: it comes with a ticket, which our API gave to one person, and which our API is asked about.
 */
final class EvidenceLocations
{
    public const PARTS = ['archive' => EvidenceRecords::ARCHIVE, 'hashes' => EvidenceRecords::HASHES];
    private const DOWNLOAD = Module::API . '/evidence/download';
    private const KNOCK = Module::API . '/evidence/knock';
    private const FILES = Module::API . '/evidence/files';

    public static function all(): string
    {
        $locations = 'location = ' . self::DOWNLOAD . " {\n"
            // The ticket is in no log.
            . "    access_log off;\n"
            . "    rewrite_by_lua_block {\n"
            . '        local asked = ngx.location.capture("' . self::KNOCK . "\", { args = { ticket = ngx.var.arg_ticket } })\n"
            . "        if asked.status ~= 200 then ngx.exit(403) end\n"
            . '        local part = string.match(asked.body, ' . "'\"part\":\"(%l+)\"')\n"
            . "        if part == nil then ngx.exit(403) end\n"
            . '        ngx.exec("' . self::FILES . "-\" .. part)\n"
            . "    }\n"
            . "}\n"
            . 'location = ' . self::KNOCK . " {\n"
            . "    internal;\n"
            . Locations::own(self::KNOCK, '&ticket=$arg_ticket&from=$remote_addr')
            . "}\n";
        foreach (self::PARTS as $part => $name) {
            $file = EvidenceFolder::PUBLISHED[$name];
            $locations .= 'location = ' . self::FILES . "-$part {\n"
                . "    internal;\n"
                . "    access_log off;\n"
                . "    open_file_cache off;\n"
                . '    alias "' . Places::privateFolder() . "/$file\";\n"
                . "    types { }\n"
                . "    default_type application/octet-stream;\n"
                . "    add_header Content-Disposition 'attachment; filename=\"$file\"';\n"
                . "    add_header Cache-Control no-store;\n"
                . "    add_header X-Content-Type-Options nosniff;\n"
                . "}\n";
        }
        return $locations;
    }
}
