<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Space;

/**
 * Of the disk that a folder is on.
 */
final class DiskSpace implements Space
{
    private string $folder;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    public function free(): int
    {
        return self::known(@disk_free_space($this->folder));
    }

    public function total(): int
    {
        return self::known(@disk_total_space($this->folder));
    }

    /**
     * @param float|false $bytes
     *
     * @throws CannotRead
     */
    private static function known($bytes): int
    {
        if ($bytes === false) {
            throw new CannotRead(CannotRead::FAILED, 'statfs');
        }
        return (int) $bytes;
    }
}
