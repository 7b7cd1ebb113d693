<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use PDO;

/**
 * The files that Asterisk and the system read, as Core writes them from its rows.
 */
final class PretendedAsterisk implements Files
{
    private PDO $pdo;
    /** Core does not write them. */
    public bool $isBehind = false;
    /** Of Fail2Ban. */
    private ?Files $others;

    public function __construct(PDO $pdo, ?Files $others = null)
    {
        $this->others = $others;
        $this->pdo = $pdo;
    }

    public function read(string $path): ?string
    {
        if ($path === '/etc/shadow') {
            $rows = (new PdoRows($this->pdo))->rows("SELECT value FROM m_PbxSettings WHERE key = 'SSHPassword'");
            return $this->isBehind ? 'root:$6$of$another:1' : 'daemon:*:1' . "\n" . 'root:' . ($rows[0]['value'] ?? '') . ':1';
        }
        if ($this->isBehind) {
            return null;
        }
        $rows = new PdoRows($this->pdo);
        switch ($path) {
            case '/etc/asterisk/pjsip.conf':
                return implode("\n", array_column($rows->rows('SELECT secret FROM m_Sip'), 'secret'));
            case '/etc/asterisk/manager.conf':
                $sql = 'SELECT u.username, u.secret, f.permit FROM m_AsteriskManagerUsers u'
                    . ' LEFT JOIN m_NetworkFilters f ON f.id = u.networkfilterid';
                $text = "[general]\nenabled = yes\n\n";
                foreach ($rows->rows($sql) as $user) {
                    $permit = $user['permit'] === null ? '' : "deny=0.0.0.0/0\npermit={$user['permit']}\n";
                    $text .= "[{$user['username']}]\nsecret={$user['secret']}\n{$permit}read=call\n\n";
                }
                return $text . "[phpagi]\nsecret=phpagi\npermit=127.0.0.1/255.255.255.255\n";
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
}
