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
    private const USUAL_LANGUAGE = 'en';

    /**
     * The scripts of a page in the language of the cabinet, or in English where that is not translated.
     *
     * @return list<string> paths below Core's folder of assets, in their order; empty: this build has no such page
     */
    public static function scripts(string $page): array
    {
        $list = json_decode((string) @file_get_contents(Places::module() . self::LIST), true);
        if (!is_array($list)) {
            return [];
        }
        $files = $list[$page . '-' . self::language()] ?? $list[$page . '-' . self::USUAL_LANGUAGE] ?? null;
        $paths = [];
        foreach (is_array($files) ? $files : [] as $file) {
            if (is_string($file)) {
                $paths[] = 'js/cache/' . Module::ID . '/' . $file;
            }
        }
        return $paths;
    }

    /**
     * Core writes `ru`, `en`, `pt_BR`, …
     */
    private static function language(): string
    {
        $language = Services::get('language');
        return is_string($language) ? strtolower(substr($language, 0, 2)) : self::USUAL_LANGUAGE;
    }
}
