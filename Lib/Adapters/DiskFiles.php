<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\Bytes;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Files of this machine, as the running process may see them.
 */
final class DiskFiles implements Files, Bytes
{
    public function read(string $path): ?string
    {
        if (!file_exists($path)) {
            return null;
        }
        $text = is_readable($path) && !is_dir($path) ? @file_get_contents($path) : false;
        if ($text === false) {
            throw new CannotRead(CannotRead::FAILED, $path);
        }
        return $text;
    }

    public function slice(string $path, int $offset, int $length): string
    {
        $bytes = is_readable($path) ? @file_get_contents($path, false, null, $offset, $length) : false;
        return $bytes === false ? '' : $bytes;
    }

    public function stamp(string $path): ?string
    {
        clearstatcache(true, $path);
        $stat = file_exists($path) ? @stat($path) : false;
        return $stat === false ? null : $stat['ino'] . ' ' . $stat['size'] . ' ' . $stat['mtime'];
    }
}
