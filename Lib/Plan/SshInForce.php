<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Whether SSH does what Core has stored: root's own file of passwords takes the stored one and the server asks for it, or, with
 * keys alone, that file takes none.
 */
final class SshInForce
{
    private const STORED = "SELECT key AS name, value FROM m_PbxSettings WHERE key IN ('SSHPassword', 'SSHLogin', 'SSHDisablePasswordLogins')";
    private const SHADOW = '/etc/shadow';
    private const PID = '/var/run/dropbear.pid';
    private const NO_PASSWORDS = '-s';
    private const ON = '1';
    private const ROOT = 'root';

    private Rows $rows;
    private Files $files;

    public function __construct(Rows $rows, Files $files)
    {
        $this->rows = $rows;
        $this->files = $files;
    }

    /**
     * @throws CannotRead
     */
    public function isSo(): bool
    {
        $stored = array_column($this->rows->rows(self::STORED), 'value', 'name');
        $login = (string) ($stored['SSHLogin'] ?? '');
        $hash = $this->hashOf($login === '' ? self::ROOT : $login);
        if ($hash === null) {
            return false;
        }
        if (trim((string) ($stored[Config::KEYS_ONLY] ?? '')) === self::ON) {
            return $hash[0] === '!' || $hash[0] === '*';
        }
        $password = (string) ($stored[StoredPasswords::SSH] ?? '');
        return (hash_equals($password, $hash) || password_verify($password, $hash)) && !$this->refusesPasswords();
    }

    /**
     * null: nobody is called so, or without any password.
     */
    private function hashOf(string $login): ?string
    {
        $name = preg_quote($login, '/');
        $isThere = preg_match("/^$name:([^:]+):/m", (string) $this->files->read(self::SHADOW), $found) === 1;
        return $isThere ? $found[1] : null;
    }

    /**
     * By how the server was started; newer releases start it anew as it was started before, until the supervisor reads its files.
     */
    private function refusesPasswords(): bool
    {
        $pid = trim((string) $this->files->read(self::PID));
        $words = ctype_digit($pid) ? explode("\0", (string) $this->files->read("/proc/$pid/cmdline")) : [];
        return in_array(self::NO_PASSWORDS, $words, true);
    }
}
