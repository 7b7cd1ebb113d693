<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Whether what phones and users of AMI sign in with is in the files that Asterisk reads, and the password of SSH in that of the system: Core writes them anew some seconds after
 * a change. What Core leaves out of them (accounts that are switched off, what is overridden) is not waited for. The secrets
 * themselves live in here only.
 */
final class SecretsInForce
{
    private const FILES = [Owner::SIP => '/etc/asterisk/pjsip.conf', Owner::AMI => '/etc/asterisk/manager.conf'];
    private const SECRETS = [
        Owner::SIP => "SELECT extension AS name, secret FROM m_Sip WHERE type = 'peer' AND disabled = '0' AND extension IN ",
        Owner::AMI => 'SELECT id AS name, secret FROM m_AsteriskManagerUsers WHERE id IN ',
    ];
    private const SSH = "SELECT key AS name, value FROM m_PbxSettings WHERE key IN ('SSHPassword', 'SSHLogin', 'SSHDisablePasswordLogins')";
    private const SHADOW = '/etc/shadow';
    /** Values that one question holds. */
    private const MOST = 500;
    private const SECONDS_AT_MOST = 60.0;
    private const SECONDS_BETWEEN = 1.0;

    private Rows $rows;
    private Files $files;
    private Pace $pace;

    public function __construct(Rows $rows, Files $files, Pace $pace)
    {
        $this->rows = $rows;
        $this->files = $files;
        $this->pace = $pace;
    }

    /**
     * @param list<string>     $owners as in Owner
     * @param callable(): void $beat   called about once a second
     *
     * @throws CannotRead
     */
    public function wait(array $owners, callable $beat): bool
    {
        $end = $this->pace->uptime() + self::SECONDS_AT_MOST;
        while (!$this->isSo($owners)) {
            if ($this->pace->uptime() >= $end) {
                return false;
            }
            $beat();
            $this->pace->sleep(self::SECONDS_BETWEEN);
        }
        return true;
    }

    /**
     * @param list<string> $owners
     *
     * @throws CannotRead
     */
    private function isSo(array $owners): bool
    {
        $names = [];
        foreach ($owners as $owner) {
            $names[Owner::kind($owner)][] = Owner::name($owner);
        }
        if (isset($names[LoginKnowledge::SSH]) && !$this->isInShadow()) {
            return false;
        }
        foreach (self::FILES as $kind => $path) {
            $text = isset($names[$kind]) ? (string) $this->files->read($path) : '';
            foreach (array_chunk($names[$kind] ?? [], self::MOST) as $some) {
                if (!$this->areIn($text, $kind, $some)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Root's own file of passwords takes the one that is stored for SSH, unless no password opens it.
     *
     * @throws CannotRead
     */
    private function isInShadow(): bool
    {
        $stored = array_column($this->rows->rows(self::SSH), 'value', 'name');
        if (($stored['SSHDisablePasswordLogins'] ?? '') === '1') {
            return true;
        }
        $login = preg_quote($stored['SSHLogin'] ?? 'root', '/');
        $isThere = preg_match("/^$login:([^:]+):/m", (string) $this->files->read(self::SHADOW), $found) === 1;
        $password = (string) ($stored[StoredPasswords::SSH] ?? '');
        return $isThere && (hash_equals($password, $found[1]) || password_verify($password, $found[1]));
    }

    /**
     * @phpstan-param key-of<self::SECRETS> $kind
     * @param list<string> $names
     *
     * @throws CannotRead
     */
    private function areIn(string $text, string $kind, array $names): bool
    {
        $bind = [];
        foreach ($names as $place => $name) {
            $bind["name$place"] = $kind === Owner::SIP ? $name : (int) $name;
        }
        $sql = self::SECRETS[$kind] . '(:' . implode(', :', array_keys($bind)) . ')';
        foreach ($this->rows->rows($sql, $bind) as $row) {
            if ((string) $row['secret'] !== '' && strpos($text, (string) $row['secret']) === false) {
                return false;
            }
        }
        return true;
    }
}
