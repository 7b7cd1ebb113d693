<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\FleetingPart;
use Modules\ModuleSecurityChecklist\Lib\Facts\SecurityMode;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Intrusion protection: its numbers, and whether it really bans.
 */
final class Fail2banPart implements FleetingPart
{
    private Rows $rows;
    private Settings $settings;
    private RootReadings $root;

    public function __construct(Rows $rows, Settings $settings, RootReadings $root)
    {
        $this->rows = $rows;
        $this->settings = $settings;
        $this->root = $root;
    }

    public function name(): string
    {
        return 'fail2ban';
    }

    public function read(): array
    {
        // Core takes the row with this id and no other.
        $rows = $this->rows->rows('SELECT maxretry, findtime, bantime, whitelist FROM m_Fail2BanRules WHERE id = 1');
        if (!isset($rows[0])) {
            throw new CannotRead(CannotRead::MISSING, 'm_Fail2BanRules 1');
        }
        $row = $rows[0];
        $whitelist = Column::text($row['whitelist']);
        $reason = null;
        try {
            $jails = $this->root->jails();
        } catch (CannotRead $hidden) {
            $jails = null;
            $reason = $hidden->reason();
        }
        return [
            'enabled' => $this->settings->isOn('PBXFail2BanEnabled'),
            'banning' => $jails === null ? null : $jails !== [],
            'banningUnknown' => $jails === null ? $reason ?? CannotRead::NOT_SUPPORTED : null,
            'maxretry' => Column::number($row['maxretry']),
            'findtime' => Column::number($row['findtime']),
            'bantime' => Column::number($row['bantime']),
            'whitelist' => self::entries($whitelist),
            'whitelistText' => $whitelist,
            'jails' => $jails,
            'securityMode' => SecurityMode::read($this->settings),
        ];
    }

    /**
     * As Fail2BanConf of every release splits it: at single blanks. Addresses on lines of their own stay one entry.
     *
     * @return list<string>
     */
    private static function entries(string $whitelist): array
    {
        return array_values(array_diff(explode(' ', $whitelist), ['']));
    }

    /**
     * How many addresses are banned is up to strangers.
     */
    public function lasting(array $data): array
    {
        $jails = $data['jails'] ?? null;
        $named = static function ($name): array {
            return ['name' => $name];
        };
        $data['jails'] = is_array($jails) ? array_map($named, array_column($jails, 'name')) : null;
        return $data;
    }
}
