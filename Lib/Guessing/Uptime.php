<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Seconds since the machine started: for how long ago something was, which setting the clock must not change.
 */
final class Uptime
{
    private const PATH = '/proc/uptime';

    private Files $files;

    public function __construct(Files $files)
    {
        $this->files = $files;
    }

    /**
     * @throws CannotRead
     */
    public function seconds(): int
    {
        if (preg_match('/^(\d{1,12})\.\d/', (string) $this->files->read(self::PATH), $found) !== 1) {
            throw new CannotRead(CannotRead::FAILED, self::PATH);
        }
        return (int) $found[1];
    }

    /**
     * How long ago that was, at least. What lies ahead was before the machine started anew.
     *
     * @param int $then what `seconds` said then
     *
     * @throws CannotRead
     */
    public function since(int $then): int
    {
        $now = $this->seconds();
        return $then > $now ? $now : $now - $then;
    }
}
