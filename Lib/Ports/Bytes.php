<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Bytes of files that are not text, and when they were last written.
 */
interface Bytes
{
    /**
     * Up to `$length` bytes from `$offset`; '' where there is no such file or it is shorter.
     *
     * @param int<0, max> $length
     */
    public function slice(string $path, int $offset, int $length): string;

    /**
     * What tells one state of a file from another: inode, size, time of the last change; null where there is no file.
     */
    public function stamp(string $path): ?string;
}
