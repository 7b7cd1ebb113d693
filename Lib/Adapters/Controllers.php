<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Facts\PublicAttributes;

/**
 * Controllers of a module for Core's REST API v3 (`Lib/RestAPI/…Controller.php`, RouterProvider), as text.
 */
final class Controllers
{
    private const NAME = '/Controller\.php$/D';
    /** Of each so many bytes are read. */
    private const LONGEST = 262144;

    /**
     * @return list<string> paths that they open without a login, sorted
     */
    public static function openIn(string $folder): array
    {
        $paths = [];
        foreach (Tree::files($folder) as $name) {
            if (preg_match(self::NAME, $name) !== 1) {
                continue;
            }
            $text = (string) @file_get_contents("$folder/$name", false, null, 0, self::LONGEST);
            $paths = array_merge($paths, PublicAttributes::in($text));
        }
        sort($paths);
        return $paths;
    }
}
