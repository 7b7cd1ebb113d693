<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Whether what phones and programs sign in with is in the files that Asterisk reads, and SSH does what is stored: Core sees to
 * both some seconds after a change. What Core leaves out of the files (accounts that are switched off, what is overridden) is not
 * waited for. The secrets themselves live in here only.
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
    private const SUFFIX = 'SELECT value FROM m_PbxSettings WHERE key = :key';
    private const EVERYBODY = "SELECT extension FROM m_Sip WHERE type = 'peer' AND disabled = '0'";
    /** Values that one question holds. */
    private const MOST = 500;
    public const SECONDS_AT_MOST = 60.0;
    /** Then SSH is set up here as Core's worker does it. */
    private const SECONDS_UNTIL_RELOAD = 15.0;
    /** With what is looked at in between, somebody hears of it each second. */
    private const SECONDS_BETWEEN = 0.75;

    private Rows $rows;
    private Files $files;
    private Pace $pace;
    private SshInForce $ssh;
    private Reloader $reloader;

    /**
     * @param Reloader $reloader of SSH
     */
    public function __construct(Rows $rows, Files $files, Pace $pace, Reloader $reloader)
    {
        $this->rows = $rows;
        $this->files = $files;
        $this->pace = $pace;
        $this->ssh = new SshInForce($rows, $files);
        $this->reloader = $reloader;
    }

    /**
     * @param list<string>     $owners  as in Owner
     * @param callable(): void $beat    called about once a second
     * @param float            $seconds at most
     *
     * @throws CannotRead
     */
    public function wait(array $owners, callable $beat, float $seconds = self::SECONDS_AT_MOST): bool
    {
        $start = $this->pace->uptime();
        $isReloaded = false;
        while (!$this->isSo($owners)) {
            $passed = $this->pace->uptime() - $start;
            if ($passed >= $seconds) {
                return false;
            }
            if (!$isReloaded && $passed >= self::SECONDS_UNTIL_RELOAD && in_array(LoginKnowledge::SSH, $owners, true)) {
                $isReloaded = true;
                $this->reloader->reload();
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
    public function isSo(array $owners): bool
    {
        $names = [];
        foreach ($owners as $owner) {
            $names[Owner::kind($owner)][] = Owner::name($owner);
        }
        if (isset($names[LoginKnowledge::SSH]) && !$this->ssh->isSo()) {
            return false;
        }
        if (isset($names[Owner::SUFFIX]) && !$this->isAppended()) {
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
     * Somebody's login name ends in it, as all do who have no login name of their own.
     *
     * @throws CannotRead
     */
    private function isAppended(): bool
    {
        $suffix = $this->rows->rows(self::SUFFIX, ['key' => Owner::SUFFIX_KEY])[0]['value'] ?? '';
        $numbers = array_column($this->rows->rows(self::EVERYBODY), 'extension');
        preg_match_all('/^username\s*=\s*(\S+)\s*$/m', (string) $this->files->read(self::FILES[Owner::SIP]), $found);
        $logins = array_flip($found[1]);
        foreach ($numbers as $number) {
            if (isset($logins[$number . $suffix])) {
                return true;
            }
        }
        return $numbers === [];
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
