<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Module;

/**
 * The built scripts, whose names change with their content.
 */
final class Bundles
{
    private const LIST = '/App/bundles.json';

    /**
     * Path below Core's folder of assets; null: this build has no such script.
     */
    public static function script(string $name): ?string
    {
        $list = json_decode((string) @file_get_contents(Places::module() . self::LIST), true);
        $file = is_array($list) ? $list[$name] ?? null : null;
        return is_string($file) ? 'js/cache/' . Module::ID . '/' . $file : null;
    }
}
