<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

/**
 * What stands in a text, and what stands in it in other writings: of JSON, URLs, HTML, hex, Base64, UTF-16, backwards.
 */
final class Layers
{
    private const BREAK = "\n";
    /** Some characters of ASCII in a row, or a pair of surrogates, whichever byte comes first. */
    private const UTF16 = '/(?:[\x20-\x7e]\x00){6}|(?:\x00[\x20-\x7e]){6}|\xd8[\x00-\xff][\xdc-\xdf]|[\x00-\xff]\xd8[\x00-\xff][\xdc-\xdf]/s';

    /** What may stand between two characters of one part that are written otherwise: five of four bytes. */
    private const BETWEEN = 24;

    /**
     * @return array<string, string> by writing
     */
    public static function of(string $text): array
    {
        $json = self::unJson($text);
        $layers = [
            'plain' => $text,
            'JSON' => $json,
            'JSON in JSON' => self::unJson($json),
            'URL' => rawurldecode(self::around('%', '%[0-9a-fA-F]{2}', $text)),
            'HTML' => html_entity_decode(self::around('&', '&[#a-zA-Z0-9]{1,8};', $text), ENT_QUOTES | ENT_HTML5, 'UTF-8'),
            'hex' => self::unHex($text),
            'Base64' => self::unBase64($text . self::BREAK . $json),
            'backwards' => self::backwards($text),
        ] + self::unUtf16($text);
        return array_filter($layers, static function (string $layer): bool {
            return $layer !== '';
        });
    }

    /**
     * As PHP escapes in its own texts, too.
     */
    private static function unJson(string $text): string
    {
        return (string) preg_replace_callback(
            '/(?:\\\\u[0-9a-fA-F]{4})+|\\\\["\'\\\\\/]/',
            static function (array $found): string {
                $characters = strlen($found[0]) === 2 ? substr($found[0], 1) : json_decode('"' . $found[0] . '"');
                return is_string($characters) ? $characters : $found[0];
            },
            self::around('\\', '\\\\.', $text)
        );
    }

    /**
     * Only what stands around such characters: everything else is as it is.
     *
     * @param string $sign   they begin with it
     * @param string $escape pattern
     */
    private static function around(string $sign, string $escape, string $text): string
    {
        if (strpos($text, $sign) === false) {
            return '';
        }
        $rest = '[^' . preg_quote($sign, '/') . ']{0,' . self::BETWEEN . '}';
        preg_match_all("/$rest(?:(?:$escape)$rest)+/s", $text, $found);
        return implode(self::BREAK, array_unique($found[0]));
    }

    private static function unHex(string $text): string
    {
        preg_match_all('/[0-9a-fA-F]{8,}/', $text, $found);
        $bytes = '';
        foreach (array_unique($found[0]) as $run) {
            foreach ([0, 1] as $from) {
                $digits = substr($run, $from, (strlen($run) - $from) & ~1);
                $bytes .= hex2bin($digits) . self::BREAK;
            }
        }
        return $bytes;
    }

    /**
     * Whatever came before it was written together with it: every place may be the first of four.
     */
    private static function unBase64(string $text): string
    {
        preg_match_all('~[A-Za-z0-9+/_-]{8,}~', $text, $found);
        $bytes = '';
        foreach (array_unique($found[0]) as $run) {
            $run = strtr($run, '-_', '+/');
            for ($from = 0; $from < 4; $from++) {
                $bytes .= base64_decode(substr($run, $from), false) . self::BREAK;
            }
        }
        return $bytes;
    }

    /**
     * Characters stay whole.
     */
    private static function backwards(string $text): string
    {
        return (string) preg_replace_callback(
            '/[\x80-\xbf]{1,3}[\xc2-\xf4]/',
            static function (array $found): string {
                return strrev($found[0]);
            },
            strrev($text)
        );
    }

    /**
     * @return array<string, string>
     */
    private static function unUtf16(string $text): array
    {
        if (strpos($text, "\0") === false || preg_match(self::UTF16, $text) !== 1) {
            return [];
        }
        $layers = [];
        foreach (['UTF-16LE', 'UTF-16BE'] as $encoding) {
            foreach ([0, 1] as $from) {
                $even = substr($text, $from, (strlen($text) - $from) & ~1);
                $layers["$encoding from $from"] = (string) mb_convert_encoding($even, 'UTF-8', $encoding);
            }
        }
        return $layers;
    }
}
