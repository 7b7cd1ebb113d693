<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use PDO;

/**
 * The files that Asterisk reads, and those of the system about SSH and bans, as Core writes them from its rows.
 */
final class PretendedAsterisk implements Files, Reloader
{
    private PDO $pdo;
    /** Core does not write them. */
    public bool $isBehind = false;
    /** What logins end in; null: as it is stored. */
    public ?string $suffix = null;
    /** Of Fail2Ban. */
    private ?Files $others;
    private int $lag = 0;
    private bool $keepsOptions = false;
    /** Whether setting it up anew helps. */
    public bool $isReloadable = true;
    public int $reloads = 0;
    /** Of SSH; null: as it is stored. */
    public ?string $keys = null;
    /** @var array{string, bool}|null null: what is stored */
    private ?array $ssh = null;
    /** @var list<array{string, bool}> */
    private array $coming = [];

    public function __construct(PDO $pdo, ?Files $others = null)
    {
        $this->others = $others;
        $this->pdo = $pdo;
    }

    /**
     * From now on the system knows of SSH what was stored some seconds ago.
     *
     * @param bool $keepsOptions the server is started as it was before, whatever is stored, until it is set up anew
     */
    public function fallBehind(int $seconds, bool $keepsOptions = false): void
    {
        $this->lag = $seconds;
        $this->keepsOptions = $keepsOptions;
        $this->ssh = $this->stored();
    }

    public function timePasses(): void
    {
        if ($this->ssh === null) {
            return;
        }
        $this->coming[] = $this->stored();
        if (count($this->coming) > $this->lag) {
            [$line, $isKeysOnly] = array_shift($this->coming);
            $this->ssh = [$line, $this->keepsOptions ? $this->ssh[1] : $isKeysOnly];
        }
    }

    public function reload(): void
    {
        $this->reloads++;
        $this->keys = $this->isReloadable ? null : $this->keys;
        if ($this->ssh !== null && $this->isReloadable) {
            $this->coming = [];
            $this->ssh = $this->stored();
        }
    }

    public function read(string $path): ?string
    {
        [$line, $isKeysOnly] = $this->ssh ?? $this->stored();
        switch ($path) {
            case '/etc/shadow':
                return 'daemon:*:1' . "\n" . ($this->isBehind ? 'root:$6$of$another:1' : $line);
            case '/var/run/dropbear.pid':
                return "77\n";
            case '/proc/77/cmdline':
                return implode("\0", array_merge(['/sbin/dropbear', '-p', '22'], $isKeysOnly ? ['-s'] : [], ['-c', '/etc/rc/hello', '']));
        }
        if ($path === '/etc/passwd') {
            return "daemon:x:1:1:daemon:/:/bin/false\nroot:x:0:0:root:/root:/bin/sh\n";
        }
        if ($path === '/root/.ssh/authorized_keys') {
            return $this->keys ?? $this->storedKeys();
        }
        if ($this->isBehind) {
            return null;
        }
        $rows = new PdoRows($this->pdo);
        switch ($path) {
            case '/etc/asterisk/pjsip.conf':
                return implode("\n", array_merge(array_column($rows->rows('SELECT secret FROM m_Sip'), 'secret'), $this->logins()));
            case '/etc/asterisk/manager.conf':
                $sql = 'SELECT u.username, u.secret, f.permit FROM m_AsteriskManagerUsers u'
                    // Asked for no rule, Core's model gives the first one.
                    . ' LEFT JOIN m_NetworkFilters f ON f.id = COALESCE(u.networkfilterid, (SELECT MIN(id) FROM m_NetworkFilters))';
                $text = "[general]\nenabled = yes\n\n";
                foreach ($rows->rows($sql) as $user) {
                    $permit = $user['permit'] === null ? '' : "deny=0.0.0.0/0\npermit={$user['permit']}\n";
                    $text .= "[{$user['username']}]\nsecret={$user['secret']}\n{$permit}read=call\n\n";
                }
                return $text . "[phpagi]\nsecret=phpagi\npermit=127.0.0.1/255.255.255.255\n";
            case '/etc/asterisk/extensions.conf':
                $text = "[outgoing] \n";
                $sql = 'SELECT id, providerid, numberbeginswith, restnumbers FROM m_OutgoingRoutingTable ORDER BY priority';
                foreach ($rows->rows($sql) as $route) {
                    $rest = (int) $route['restnumbers'];
                    $tail = $rest > 0 ? "[0-9]{{$rest}}$" : ($rest === 0 ? '$' : '');
                    $text .= "same => n,ExecIf($[\"\${REGEX(\"^{$route['numberbeginswith']}$tail\" \${EXTEN})}\" == \"1\"]"
                        . "?Gosub({$route['providerid']}-{$route['id']}-outgoing,\${EXTEN},1))\n";
                }
                return $text;
            case '/etc/asterisk/ari.conf':
                $stored = $rows->rows("SELECT value FROM m_PbxSettings WHERE key = 'ARIAllowedOrigins'")[0]['value'] ?? '*';
                $text = "[general]\n";
                foreach (explode(',', $stored) as $origin) {
                    $text .= 'allowed_origins = ' . trim($origin) . "\n";
                }
                foreach ($rows->rows('SELECT username, password FROM m_AsteriskRestUsers') as $user) {
                    $text .= "[{$user['username']}]\npassword = {$user['password']}\n";
                }
                return $text;
            default:
                return $this->others === null ? null : $this->others->read($path);
        }
    }

    private function storedKeys(): string
    {
        $rows = (new PdoRows($this->pdo))->rows("SELECT value FROM m_PbxSettings WHERE key = 'SSHAuthorizedKeys'");
        return (string) ($rows[0]['value'] ?? '');
    }

    /**
     * @return list<string>
     */
    private function logins(): array
    {
        $rows = new PdoRows($this->pdo);
        $suffix = $this->suffix ?? $rows->rows("SELECT value FROM m_PbxSettings WHERE key = 'SIPAuthPrefix'")[0]['value'] ?? '';
        $lines = [];
        foreach ($rows->rows("SELECT extension FROM m_Sip WHERE type = 'peer'") as $row) {
            $lines[] = 'username = ' . $row['extension'] . $suffix;
        }
        return $lines;
    }

    /**
     * @return array{string, bool} its line in the file of passwords, and whether the server asks for keys alone
     */
    private function stored(): array
    {
        $rows = (new PdoRows($this->pdo))->rows("SELECT key, value FROM m_PbxSettings WHERE key IN ('SSHPassword', 'SSHDisablePasswordLogins')");
        $stored = array_column($rows, 'value', 'key');
        $isKeysOnly = ($stored['SSHDisablePasswordLogins'] ?? '0') === '1';
        return ['root:' . ($isKeysOnly ? '!' : '') . ($stored['SSHPassword'] ?? '') . ':1', $isKeysOnly];
    }
}
