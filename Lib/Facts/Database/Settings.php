<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Settings of Core, read once. Only these keys, never the whole table: it holds passwords, private keys and tokens.
 */
final class Settings
{
    private const KEYS = [
        'Name', 'PBXVersion', 'PBXLanguage', 'PBXTimezone',
        'WEBPort', 'WEBHTTPSPort', 'SSHPort', 'SIPPort', 'TLS_PORT', 'RTPPortFrom', 'RTPPortTo', 'IAXPort',
        'AMIPort', 'AJAMPort', 'AJAMPortTLS',
        'PBXFirewallEnabled', 'PBXFirewallMaxReqSec', 'PBXFail2BanEnabled', 'PBXSecurityMode',
        'SIPAuthPrefix', 'PBXAllowGuestCalls', 'AMIEnabled', 'ARIEnabled', 'ARIAllowedOrigins',
        'WebAdminLogin', 'SSHLogin', 'SSHDisablePasswordLogins', 'SSHAuthorizedKeys',
    ];
    private const PORT = '/^\s*(\d{1,5})\s*$/D';
    private const HIGHEST_PORT = 65535;

    private Rows $rows;
    private CoreTraits $core;
    /** @var array<string, string|null>|null */
    private ?array $values = null;

    public function __construct(Rows $rows, CoreTraits $core)
    {
        $this->rows = $rows;
        $this->core = $core;
    }

    /**
     * As Core takes it: the stored value, else the factory value. null: this release has no such setting.
     *
     * @throws CannotRead
     */
    public function find(string $key): ?string
    {
        $values = $this->values ?? $this->read();
        $this->values = $values;
        return $values[$key] ?? $this->core->settingDefaults()[$key] ?? null;
    }

    /**
     * Whether this release knows the setting. A newer one may have left a value behind.
     */
    public function has(string $key): bool
    {
        return array_key_exists($key, $this->core->settingDefaults());
    }

    /**
     * @throws CannotRead also where this release has no such setting
     */
    public function text(string $key): string
    {
        $value = $this->find($key);
        if ($value === null) {
            throw new CannotRead(CannotRead::MISSING, $key);
        }
        return $value;
    }

    /**
     * Core compares its switches with '1'; everything else is off.
     *
     * @throws CannotRead
     */
    public function isOn(string $key): bool
    {
        return trim($this->text($key)) === '1';
    }

    /**
     * @throws CannotRead where it is no port number
     */
    public function port(string $key): int
    {
        if (preg_match(self::PORT, $this->text($key), $found) !== 1 || (int) $found[1] > self::HIGHEST_PORT) {
            throw new CannotRead(CannotRead::MISTYPED, $key . ' is not a port number');
        }
        return (int) $found[1];
    }

    /**
     * People paste private keys where public ones belong.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['isRead' => $this->values !== null];
    }

    /**
     * @return array<string, string|null>
     *
     * @throws CannotRead
     */
    private function read(): array
    {
        $bind = [];
        foreach (self::KEYS as $index => $key) {
            $bind['key' . $index] = $key;
        }
        $placeholders = ':' . implode(', :', array_keys($bind));
        $sql = "SELECT key, value FROM m_PbxSettings WHERE key IN ($placeholders)";
        $values = [];
        foreach ($this->rows->rows($sql, $bind) as $row) {
            $values[(string) $row['key']] = $row['value'];
        }
        return $values;
    }
}
