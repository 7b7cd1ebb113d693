<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

use Modules\ModuleSecurityChecklist\Lib\Module;

/**
 * Addresses of the page: those that Core itself names where it says how its cabinet is reached. None is guessed.
 */
final class PageLinks
{
    private const ORIGIN = '~https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?=[\s|]|$)~';
    private const SAFE = 'https:';
    private const MOST = 4;

    /**
     * @param string $about what Core tells of itself
     *
     * @return list<string>
     */
    public static function in(string $about): array
    {
        preg_match_all(self::ORIGIN, $about, $found);
        $origins = array_values(array_unique($found[0]));
        $safe = array_values(array_filter($origins, static function (string $origin): bool {
            return strncmp($origin, self::SAFE, strlen(self::SAFE)) === 0;
        }));
        $links = [];
        foreach (array_slice($safe === [] ? $origins : $safe, 0, self::MOST) as $origin) {
            $links[] = "$origin/admin-cabinet/" . Module::PAGE . '/';
        }
        return $links;
    }
}
