<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Module;
use Phalcon\Mvc\Micro;

/**
 * `/pbxcore/api/modules/ModuleSecurityChecklist/…`, which Core hands to a root process. By the parameter of the matched
 * route, not by the address: the same place has many spellings.
 */
final class Callback
{
    private const PARAMETER = 'moduleName';

    public static function refuse(Micro $app): void
    {
        $module = $app->getRouter()->getParams()[self::PARAMETER] ?? '';
        if (!is_string($module) || !self::isOurs($module)) {
            return;
        }
        http_response_code(403);
        header('Content-Type: application/json');
        header('Cache-Control: no-store');
        echo '{"result":false,"error":{"code":"not-here","message":"' . Module::API . '"}}';
        exit;
    }

    /**
     * 2024 compares the beginning, 2026 the whole; both without case.
     */
    public static function isOurs(string $module): bool
    {
        return stripos(trim($module), Module::ID) === 0;
    }
}
