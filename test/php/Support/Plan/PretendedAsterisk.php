<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use PDO;

/**
 * The files that Asterisk reads, as Core writes them from its rows.
 */
final class PretendedAsterisk implements Files
{
    private PDO $pdo;
    /** Core does not write them. */
    public bool $isBehind = false;

    public function __construct(PDO $pdo)
    {
        $this->pdo = $pdo;
    }

    public function read(string $path): ?string
    {
        if ($path === '/etc/shadow') {
            $rows = (new PdoRows($this->pdo))->rows("SELECT value FROM m_PbxSettings WHERE key = 'SSHPassword'");
            return $this->isBehind ? 'root:$6$of$another:1' : 'daemon:*:1' . "\n" . 'root:' . ($rows[0]['value'] ?? '') . ':1';
        }
        $table = ['/etc/asterisk/pjsip.conf' => 'm_Sip', '/etc/asterisk/manager.conf' => 'm_AsteriskManagerUsers'][$path] ?? null;
        if ($table === null || $this->isBehind) {
            return null;
        }
        return implode("\n", array_column((new PdoRows($this->pdo))->rows("SELECT secret FROM $table"), 'secret'));
    }
}
