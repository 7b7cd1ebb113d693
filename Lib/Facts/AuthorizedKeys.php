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

    /**
     * @return list<array{comment: string, fingerprint: string, type: string}>
     */
    public static function in(string $text): array
    {
        $keys = [];
        foreach (explode("\n", $text) as $line) {
            $line = trim($line);
            if ($line === '' || $line[0] === '#' || preg_match(self::KEY, $line, $found) !== 1) {
                continue;
            }
            $blob = base64_decode($found[2], true);
            if ($blob !== false) {
                $fingerprint = 'SHA256:' . rtrim(base64_encode(hash('sha256', $blob, true)), '=');
                $keys[] = ['comment' => $found[3] ?? '', 'fingerprint' => $fingerprint, 'type' => $found[1]];
            }
        }
        return $keys;
    }
}
