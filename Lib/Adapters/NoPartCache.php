<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\PartCache;

/**
 * Keeps nothing: for root, whose files the web server's user could not read.
 */
final class NoPartCache implements PartCache
{
    public function fetch(string $key): array
    {
        return [];
    }

    public function store(string $key, array $parts): void
    {
    }
}
