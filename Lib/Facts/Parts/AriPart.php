<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Users of Asterisk's REST interface, and the web pages that may use it.
 */
final class AriPart implements DatabasePart
{
    private Rows $rows;
    private Settings $settings;

    public function __construct(Rows $rows, Settings $settings)
    {
        $this->rows = $rows;
        $this->settings = $settings;
    }

    public function name(): string
    {
        return 'ari';
    }

    public function read(): array
    {
        if ($this->settings->find('ARIEnabled') === null) {
            throw new CannotRead(CannotRead::NOT_SUPPORTED);
        }
        $users = [];
        foreach ($this->rows->rows('SELECT id, username FROM m_AsteriskRestUsers ORDER BY id') as $row) {
            $users[] = ['id' => Column::text($row['id']), 'username' => Column::text($row['username'])];
        }
        return [
            'enabled' => $this->settings->isOn('ARIEnabled'),
            'origins' => $this->settings->text('ARIAllowedOrigins'),
            'users' => $users,
        ];
    }
}
