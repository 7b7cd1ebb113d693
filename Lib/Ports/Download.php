<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;

/**
 * Asks a server once: over https, by the system's own certificates, following nothing.
 */
interface Download
{
    /**
     * @return array{status: int, location: string, body: string} `location`: where it sends us on to, whole; '' nowhere
     *
     * @throws Trouble
     */
    public function get(string $url, float $seconds, int $mostBytes): array;
}
