<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Facts\Unreadable;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleCode;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * What can change the firewall behind the rules of the cabinet.
 */
final class ExtraRulesPart implements Part
{
    private const FIREWALL_ADDITIONAL = '/etc/firewall_additional';

    private Rows $rows;
    private Files $files;
    private ModuleCode $modules;

    public function __construct(Rows $rows, Files $files, ModuleCode $modules)
    {
        $this->rows = $rows;
        $this->files = $files;
        $this->modules = $modules;
    }

    public function name(): string
    {
        return 'extraRules';
    }

    public function read(): array
    {
        $changed = [];
        $files = $this->rows->rows(
            "SELECT filepath FROM m_CustomFiles WHERE mode <> 'none' AND mode <> '' ORDER BY id"
        );
        foreach ($files as $row) {
            $changed[] = (string) $row['filepath'];
        }
        return [
            'firewallAdditional' => in_array(self::FIREWALL_ADDITIONAL, $changed, true) || $this->hasLines(),
            'modules' => $this->modules(),
            'customFiles' => array_values(array_diff($changed, [self::FIREWALL_ADDITIONAL])),
        ];
    }

    /**
     * Blank lines and comments do nothing.
     *
     * @throws CannotRead
     */
    private function hasLines(): bool
    {
        return preg_match('/^\s*[^\s#]/m', (string) $this->files->read(self::FIREWALL_ADDITIONAL)) === 1;
    }

    /**
     * @return array<int|string, string>
     */
    private function modules(): array
    {
        try {
            return $this->modules->firewallHooks();
        } catch (CannotRead $broken) {
            return Unreadable::value($broken);
        }
    }
}
