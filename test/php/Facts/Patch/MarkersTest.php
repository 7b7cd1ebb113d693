<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Patch;

use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use PHPUnit\Framework\TestCase;

/**
 * Each marker on texts that have the hole, that close it one way or another, and that only look like closing it. The
 * rules were also run over the sources of both releases: all unpatched there, all fixed here.
 */
final class MarkersTest extends TestCase
{
    private const CDR = '/etc/nginx/mikopbx/locations/cdr-api.conf';
    private const LUA = '/etc/nginx/mikopbx/lua/access-pbx-core.lua';
    private const LUA_2026 = '/etc/nginx/mikopbx/lua/unified-security.lua';
    private const HTTPS = '/etc/nginx/mikopbx/conf.d/https-server.conf';
    private const UPLOAD = '/usr/www/src/PBXCoreREST/Controllers/Files/PostController.php';
    private const UPLOAD_2026 = '/usr/www/src/PBXCoreREST/Controllers/Files/RestController.php';
    private const UTIL = '/usr/www/src/Core/System/Util.php';
    private const CONTENT = '/usr/www/src/PBXCoreREST/Lib/Files/GetFileContentAction.php';
    private const SESSION = '/usr/www/src/AdminCabinet/Controllers/SessionController.php';
    private const MIDDLEWARE = '/usr/www/src/PBXCoreREST/Middleware/AuthenticationMiddleware.php';

    private const TAKES_PATH = "local path = ngx.unescape_uri(ngx.var.arg_view)\n";
    private const JOINS = 'return "/records"..string.gsub(path, "/root", "")' . "\n";

    /**
     * @return iterable<string, array{string, string, string, string}>
     */
    public function texts(): iterable
    {
        $joins = self::JOINS;
        $open = self::TAKES_PATH . $joins;
        yield 'A: a path from the request as it is' => ['A', self::CDR, $open, 'unpatched'];
        yield 'A: two dots that only join texts' => ['A', self::CDR, $open . 'x = "a".."b"..c', 'unpatched'];
        yield 'A: a check that is only a comment' => ['A', self::CDR, "-- find(path, '%.%.')\n# allowed_prefixes\n$open", 'unpatched'];
        yield 'A: dots looked for by a pattern' => ['A', self::CDR, self::TAKES_PATH . 'if string.find(path, "%.%.") then return "BLOCKED" end ' . $joins, 'fixed'];
        yield 'A: dots looked for as they are' => ['A', self::CDR, self::TAKES_PATH . 'if path:find("..", 1, true) then return "" end ' . $joins, 'fixed'];
        yield 'A: dots looked for by nginx' => ['A', self::CDR, "if (\$arg_view ~* \"\\.\\.\") { return 403; }\n$open", 'fixed'];
        yield 'A: folders of recordings only' => ['A', self::CDR, self::TAKES_PATH . 'if path:sub(1, 9) ~= "x" or not path:match("^/storage/.*/astspool/") then return "" end ' . $joins, 'fixed'];
        yield 'A: takes no path any more' => ['A', self::CDR, 'location /pbxcore/api/cdr/v2/playback { return 404; }', 'fixed'];
        yield 'A: empty' => ['A', self::CDR, " \n", 'unreadable'];

        yield 'B: asks what answers everybody' => ['B', self::LUA, 'local backendUrl = "/pbxcore/index.php"', 'unpatched'];
        yield 'B: asks for the session' => ['B', self::LUA, 'local backendUrl = "/pbxcore/api/system/checkAuth"', 'fixed'];
        $asks = 'local backendUrl = "/pbxcore/api/system/checkAuth"' . "\nlocal requestArgs = {\n    _url = %s\n}";
        yield 'B: asks for the session, and then for the address of the request' => ['B', self::LUA, sprintf($asks, 'ngx.var.uri'), 'unpatched'];
        yield 'B: asks for the session where nothing answers' => ['B', self::LUA, sprintf($asks, '"/pbxcore/api/system/checkAuth"'), 'unpatched'];
        yield 'B: asks for the session by its route' => ['B', self::LUA, sprintf($asks, '"/api/system/checkAuth"'), 'fixed'];
        yield 'B: only a comment asks' => ['B', self::LUA, "-- checkAuth\nlocal backendUrl = 1", 'unpatched'];
        yield 'B: in the file of later releases' => ['B', self::LUA_2026, 'if session_check_required then deny() end', 'fixed'];
        yield 'B: in the file of later releases, without' => ['B', self::LUA_2026, 'return', 'unpatched'];

        yield 'C: old protocol' => ['C', self::HTTPS, "ssl_protocols SSLv3 TLSv1.2;\nX-Content-Type-Options", 'unpatched'];
        yield 'C: old cipher' => ['C', self::HTTPS, 'ssl_ciphers "RC4:HIGH:!aNULL";', 'unpatched'];
        yield 'C: old cipher forbidden' => ['C', self::HTTPS, "ssl_protocols TLSv1.2;\nssl_ciphers HIGH:!RC4;\n# SSLv3", 'fixed'];
        yield 'C: before the first start there is only the original' => ['C', self::HTTPS . '.original', 'ssl_protocols SSLv3;', 'unpatched'];

        yield 'D: no headers' => ['D', self::HTTPS, "add_header 'Access-Control-Allow-Origin' '*';", 'unpatched'];
        yield 'D: headers' => ['D', self::HTTPS, 'add_header X-Content-Type-Options "nosniff" always;', 'fixed'];
        yield 'D: headers from a file' => ['D', self::HTTPS, 'include mikopbx/security-headers.conf;', 'fixed'];
        yield 'D: headers switched off' => ['D', self::HTTPS, "server {\n  # include mikopbx/security-headers.conf;\n}", 'unpatched'];

        $upload = "'resumableIdentifier' => \$this->request->getPost('resumableIdentifier'),";
        yield 'E: a name from the request as it is' => ['E', self::UPLOAD, $upload, 'unpatched'];
        yield 'E: only a comment looks' => ['E', self::UPLOAD, "/* preg_match( */\n// basename(\n$upload", 'unpatched'];
        yield 'E: looked at' => ['E', self::UPLOAD, "if (!preg_match('/^[\\w-]+\$/', \$id)) { return; }\n$upload", 'fixed'];
        yield 'E: in the file of later releases' => ['E', self::UPLOAD_2026, "\$id = preg_replace('#/#', '', \$data['resumableIdentifier']);", 'fixed'];
    }

    /**
     * @dataProvider texts
     */
    public function testTellsHoleFromFix(string $id, string $file, string $text, string $state): void
    {
        self::assertSame(['id' => $id, 'file' => $file, 'state' => $state], $this->marker($id, [$file => $text]));
    }

    public function testACustomFileIsAskedForByABoundValueInBothPlaces(): void
    {
        $bound = "CustomFiles::findFirst(['conditions' => 'filepath = :path:', 'bind' => ['path' => \$filename]]);";
        $open = "CustomFiles::findFirst(\"filepath = '{\$filename}'\");";
        $joined = "CustomFiles::findFirst('filepath = \"' . \$filename . '\"');";
        self::assertSame('fixed', $this->marker('F', [self::UTIL => $bound, self::CONTENT => $bound])['state']);
        self::assertSame(
            ['id' => 'F', 'file' => self::CONTENT, 'state' => 'unpatched'],
            $this->marker('F', [self::UTIL => $bound, self::CONTENT => $open])
        );
        self::assertSame('unpatched', $this->marker('F', [self::UTIL => $joined])['state'], 'the other is missing');
        self::assertSame('missing', $this->marker('F', [self::UTIL => $bound])['state']);
    }

    public function testTheClientsAddressIsNotTakenFromAHeader(): void
    {
        $open = '$address = $this->request->getClientAddress( TRUE );';
        $fixed = "// getClientAddress(true)\n\$address = \$this->request->getClientAddress();";
        self::assertSame('fixed', $this->marker('G', [self::SESSION => $fixed, self::MIDDLEWARE => $fixed])['state']);
        self::assertSame(
            ['id' => 'G', 'file' => self::MIDDLEWARE, 'state' => 'unpatched'],
            $this->marker('G', [self::SESSION => $fixed, self::MIDDLEWARE => $open])
        );
        self::assertSame(
            ['id' => 'G', 'file' => self::MIDDLEWARE, 'state' => 'unreadable'],
            $this->marker('G', [self::SESSION => $fixed, self::MIDDLEWARE => null])
        );
    }

    public function testMissingAndHiddenFilesAreSaidToBeSo(): void
    {
        self::assertSame(['id' => 'A', 'file' => self::CDR, 'state' => 'missing'], $this->marker('A', []));
        self::assertSame('unreadable', $this->marker('A', [self::CDR => null])['state']);
        self::assertSame(
            ['id' => 'B', 'file' => self::LUA, 'state' => 'unreadable'],
            $this->marker('B', [self::LUA => null, self::LUA_2026 => 'session_check_required'])
        );
    }

    public function testAllSevenAreToldInTheirOrder(): void
    {
        $ids = array_column((new Markers(new FakeFiles()))->read(), 'id');
        self::assertSame(['A', 'B', 'C', 'D', 'E', 'F', 'G'], $ids);
    }

    /**
     * @param array<string, string|null> $files
     *
     * @return array{id: string, file: string, state: string}
     */
    private function marker(string $id, array $files): array
    {
        foreach ((new Markers(new FakeFiles($files)))->read() as $marker) {
            if ($marker['id'] === $id) {
                return $marker;
            }
        }
        self::fail("no marker $id");
    }
}
