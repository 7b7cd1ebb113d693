<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * Public keys of an authorized_keys file: type, comment, and fingerprint as `ssh-keygen -l` shows it.
 */
final class AuthorizedKeys
{
    /** Options may stand before the type; a line that holds no key lets nobody in. */
    private const KEY = '/(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+)\s+([A-Za-z\d+\/]{16,}={0,2})(?:\s+(.*))?$/D';
    /** Of logs of older releases: pairs of digits. */
    private const OLD_PRINTS = ['md5', 'sha1'];

    /**
     * @return list<array{comment: string, fingerprint: string, type: string}>
     */
    public static function in(string $text): array
    {
        $keys = [];
        foreach (self::all($text) as [$type, $blob, $comment]) {
            $keys[] = ['comment' => $comment, 'fingerprint' => self::fingerprint($blob), 'type' => $type];
        }
        return $keys;
    }

    /**
     * The same file without these keys; every other line stays as it is.
     *
     * @param list<string> $fingerprints
     */
    public static function without(string $text, array $fingerprints): string
    {
        return implode("\n", array_filter(explode("\n", $text), static function (string $line) use ($fingerprints): bool {
            foreach (self::all($line) as [, $blob]) {
                return !in_array(self::fingerprint($blob), $fingerprints, true);
            }
            return true;
        }));
    }

    /**
     * Fingerprints as logs have them, in whatever form, with that of the key here.
     *
     * @return array<string, string>
     */
    public static function prints(string $text): array
    {
        $prints = [];
        foreach (self::all($text) as [, $blob]) {
            $fingerprint = self::fingerprint($blob);
            $prints[$fingerprint] = $fingerprint;
            foreach (self::OLD_PRINTS as $hash) {
                $prints[implode(':', str_split(hash($hash, $blob), 2))] = $fingerprint;
            }
        }
        return $prints;
    }

    /**
     * @return list<array{string, string, string}> type, the key itself, comment
     */
    private static function all(string $text): array
    {
        $keys = [];
        foreach (explode("\n", $text) as $line) {
            $line = trim($line);
            if ($line === '' || $line[0] === '#' || preg_match(self::KEY, $line, $found) !== 1) {
                continue;
            }
            $blob = base64_decode($found[2], true);
            if ($blob !== false) {
                $keys[] = [$found[1], $blob, $found[3] ?? ''];
            }
        }
        return $keys;
    }

    private static function fingerprint(string $blob): string
    {
        return 'SHA256:' . rtrim(base64_encode(hash('sha256', $blob, true)), '=');
    }
}
