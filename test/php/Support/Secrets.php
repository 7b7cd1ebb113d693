<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Secrets\About;

/**
 * Owners of secrets, as the shared vectors write them.
 */
final class Secrets
{
    /**
     * @param array<string, string> $about
     */
    public static function about(array $about): About
    {
        return new About(
            $about['name'] ?? '',
            $about['number'] ?? '',
            $about['mobile'] ?? '',
            $about['login'] ?? '',
            $about['email'] ?? '',
            $about['company'] ?? ''
        );
    }
}
