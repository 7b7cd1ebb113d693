<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Whether what phones and programs sign in with is in the files that Asterisk reads, and the password of SSH in that of the system: Core writes them anew some seconds after
 * a change. What Core leaves out of them (accounts that are switched off, what is overridden) is not waited for. The secrets
 * themselves live in here only.
 */
final class SecretsInForce
{
    private const FILES = [
        Owner::SIP => '/etc/asterisk/pjsip.conf', Owner::AMI => '/etc/asterisk/manager.conf', Owner::ARI => '/etc/asterisk/ari.conf',
    ];
    /** Switches of what writes nobody into its file while it is off. */
    private const SWITCHES = [Owner::AMI => ProgramDoor::AMI, Owner::ARI => ProgramDoor::ARI];
    private const SECRETS = [
        Owner::SIP => "SELECT extension AS name, secret FROM m_Sip WHERE type = 'peer' AND disabled = '0' AND extension IN ",
        Owner::AMI => 'SELECT id AS name, secret FROM m_AsteriskManagerUsers WHERE id IN ',
        Owner::ARI => 'SELECT id AS name, password AS secret FROM m_AsteriskRestUsers WHERE id IN ',
    ];
    private const SSH = "SELECT key AS name, value FROM m_PbxSettings WHERE key IN ('SSHPassword', 'SSHLogin', 'SSHDisablePasswordLogins')";
    private const SHADOW = '/etc/shadow';
    /** Values that one question holds. */
    private const MOST = 500;

    private Rows $rows;
    private Files $files;

    public function __construct(Rows $rows, Files $files)
    {
        $this->rows = $rows;
        $this->files = $files;
    }

    /**
     * @param list<string> $owners as in Owner
     *
     * @throws CannotRead
     */
    public function areSo(array $owners): bool
    {
        $names = [];
        foreach ($owners as $owner) {
            $names[Owner::kind($owner)][] = Owner::name($owner);
        }
        if (isset($names[LoginKnowledge::SSH]) && !$this->isInShadow()) {
            return false;
        }
        foreach (self::FILES as $kind => $path) {
            if (isset($names[$kind], self::SWITCHES[$kind]) && !ProgramDoor::isOn($this->rows, self::SWITCHES[$kind])) {
                continue;
            }
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
