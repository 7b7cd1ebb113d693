<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Users of the manager interface.
 */
final class AmiPart implements DatabasePart
{
    /** Users that Core and its companions bring along (Core 2026: AsteriskManagers/DataStructure). */
    private const SYSTEM = ['mikopbxuser', 'phpagi', 'admin'];

    private Rows $rows;
    private Settings $settings;

    public function __construct(Rows $rows, Settings $settings)
    {
        $this->rows = $rows;
        $this->settings = $settings;
    }

    public function name(): string
    {
        return 'ami';
    }

    public function read(): array
    {
        $users = [];
        $sql = 'SELECT id, username, description, networkfilterid FROM m_AsteriskManagerUsers ORDER BY id';
        foreach ($this->rows->rows($sql) as $row) {
            $username = Column::text($row['username']);
            $users[] = [
                'id' => Column::text($row['id']),
                'username' => $username,
                'name' => Column::text($row['description']),
                'filterId' => Column::filterId($row['networkfilterid']),
                'system' => in_array($username, self::SYSTEM, true),
            ];
        }
        return ['enabled' => $this->settings->isOn('AMIEnabled'), 'users' => $users];
    }
}
