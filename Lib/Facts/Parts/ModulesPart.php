<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleCode;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Installed modules, with what their code opens.
 */
final class ModulesPart implements Part
{
    private Rows $rows;
    private ModuleCode $code;

    public function __construct(Rows $rows, ModuleCode $code)
    {
        $this->rows = $rows;
        $this->code = $code;
    }

    public function name(): string
    {
        return 'modules';
    }

    public function read(): array
    {
        $categories = $this->code->firewallCategories();
        $routes = $this->code->publicRoutes();
        $modules = [];
        $sql = 'SELECT uniqid, name, version, disabled FROM m_PbxExtensionModules ORDER BY id';
        foreach ($this->rows->rows($sql) as $row) {
            $id = Column::text($row['uniqid']);
            $modules[] = [
                'id' => $id,
                'name' => Column::text($row['name']),
                'version' => Column::text($row['version']),
                'enabled' => $row['disabled'] !== '1',
                'firewallCategories' => $categories[$id] ?? [],
                'publicRoutes' => $routes[$id] ?? [],
            ];
        }
        return $modules;
    }
}
