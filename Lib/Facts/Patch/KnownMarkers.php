<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Patch;

/**
 * The holes that 2024.1.114 had and 2026.1.223 has not, as the two releases' sources show them.
 */
final class KnownMarkers
{
    private const NGINX = '/etc/nginx/mikopbx/';
    private const SOURCES = '/usr/www/src/';

    /**
     * @return list<Marker>
     */
    public static function all(): array
    {
        return [
            self::recordingPath(),
            self::recordingSession(),
            self::weakTls(),
            self::securityHeaders(),
            self::uploadIdentifier(),
            self::customFileQuery(),
            self::forwardedAddress(),
        ];
    }

    /**
     * Recordings were handed out by a path from the request, whatever it was. Closed by a look for two dots, by a list
     * of folders, or by not taking a path at all. (Two dots alone are Lua's way to join texts.)
     */
    private static function recordingPath(): Marker
    {
        return new Marker('A', [[self::NGINX . 'locations/cdr-api.conf']], static function (string $text): bool {
            $code = self::withoutComments($text);
            $closed = [
                '/%\.%\./',
                '/\b(?:find|g?match|gsub)\s*\([^)\n]*["\']\.\.["\'\/]/',
                '/~\*?\s*["\']?[^\s"\']*\\\\\.\\\\\./',
                '/\ballowed_prefixes\b|\b(?:find|match|sub)\s*\([^)\n]*(?:astspool|media)/',
            ];
            return strpos($code, 'arg_view') !== false && !self::matchesOne($closed, $code);
        });
    }

    /**
     * The test of the session asked a page that answers everybody; closed where it asks for the session. It is open all the
     * same where that question is sent on with the address of the request, or with one that has the folder in front: no
     * route is like that, and "not found" lets everybody in. Later releases do it in another file, for locations that
     * demand it.
     */
    private static function recordingSession(): Marker
    {
        $files = [self::NGINX . 'lua/access-pbx-core.lua', self::NGINX . 'lua/unified-security.lua'];
        return new Marker('B', [$files], static function (string $text): bool {
            $code = self::withoutComments($text);
            $isLost = preg_match('~\b_url\s*=\s*(?:ngx\.var\.(?:request_)?uri\b|["\']/pbxcore/)~', $code) === 1;
            return $isLost || !self::matchesOne(['/\bcheckAuth\b/', '/\bsession_check_required\b/'], $code);
        });
    }

    private static function weakTls(): Marker
    {
        $server = self::NGINX . 'conf.d/https-server.conf';
        return new Marker('C', [[$server, $server . '.original']], static function (string $text): bool {
            $code = self::withoutComments($text);
            $weak = ['/\bssl_protocols\s[^;]*\bSSLv3\b/', '/\bssl_ciphers\s[^;]*(?<![!\w])RC4\b/'];
            return self::matchesOne($weak, $code);
        });
    }

    private static function securityHeaders(): Marker
    {
        $server = self::NGINX . 'conf.d/https-server.conf';
        return new Marker('D', [[$server, $server . '.original']], static function (string $text): bool {
            return preg_match('/\bX-Content-Type-Options\b|\bsecurity-headers\b/', self::withoutComments($text)) !== 1;
        });
    }

    /**
     * The folder of an upload was named by the request. Closed where the name is looked at before it is used.
     */
    private static function uploadIdentifier(): Marker
    {
        $folder = self::SOURCES . 'PBXCoreREST/Controllers/Files/';
        $files = [$folder . 'PostController.php', $folder . 'RestController.php'];
        return new Marker('E', [$files], static function (string $text): bool {
            $code = self::withoutPhpComments($text);
            $isLookedAt = preg_match('/\b(?:preg_match|preg_replace|basename|ctype_alnum)\s*\(/', $code) === 1;
            return strpos($code, 'resumableIdentifier') !== false && !$isLookedAt;
        });
    }

    private static function customFileQuery(): Marker
    {
        $files = [
            [self::SOURCES . 'Core/System/Util.php'],
            [self::SOURCES . 'PBXCoreREST/Lib/Files/GetFileContentAction.php'],
        ];
        return new Marker('F', $files, static function (string $text): bool {
            return preg_match('/\bfind(?:First)?\s*\(\s*["\']\s*filepath\s*=[^:;]*\$/', $text) === 1;
        });
    }

    /**
     * The address of whoever logs in was taken from a header that he writes himself.
     */
    private static function forwardedAddress(): Marker
    {
        $files = [
            [self::SOURCES . 'AdminCabinet/Controllers/SessionController.php'],
            [self::SOURCES . 'PBXCoreREST/Middleware/AuthenticationMiddleware.php'],
        ];
        return new Marker('G', $files, static function (string $text): bool {
            return preg_match('/getClientAddress\s*\(\s*true\s*\)/i', self::withoutPhpComments($text)) === 1;
        });
    }

    /**
     * Of nginx and Lua, whole lines: behind code the two signs may stand inside a text.
     */
    private static function withoutComments(string $text): string
    {
        return (string) preg_replace('/^\s*(?:#|--).*$/m', '', $text);
    }

    private static function withoutPhpComments(string $text): string
    {
        return (string) preg_replace('~/\*.*?\*/|^\s*(?://|#(?!\[))[^\n]*~ms', '', $text);
    }

    /**
     * @param list<string> $patterns
     */
    private static function matchesOne(array $patterns, string $text): bool
    {
        foreach ($patterns as $pattern) {
            if (preg_match($pattern, $text) === 1) {
                return true;
            }
        }
        return false;
    }
}
