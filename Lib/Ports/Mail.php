<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Mail to the administrator.
 */
interface Mail
{
    public function hasReader(): bool;

    /**
     * @param list<string> $lines plain text
     *
     * @return bool false: no server for mail took it
     */
    public function send(string $subject, array $lines): bool;
}
