<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * The kernel's own time.
 */
final class SystemPace implements Pace
{
    private const UPTIME = '/proc/uptime';
    private const BOOT = '/proc/sys/kernel/random/boot_id';

    private Files $files;

    public function __construct(Files $files)
    {
        $this->files = $files;
    }

    public function uptime(): float
    {
        if (preg_match('/^(\d{1,12}\.\d+)/', (string) $this->files->read(self::UPTIME), $found) !== 1) {
            throw new CannotRead(CannotRead::FAILED, self::UPTIME);
        }
        return (float) $found[1];
    }

    public function boot(): string
    {
        $id = trim((string) $this->files->read(self::BOOT));
        if ($id === '') {
            throw new CannotRead(CannotRead::FAILED, self::BOOT);
        }
        return $id;
    }

    public function sleep(float $seconds): void
    {
        usleep((int) ($seconds * 1000000));
    }
}
