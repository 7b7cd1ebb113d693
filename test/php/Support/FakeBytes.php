<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\Bytes;

/**
 * Bytes of files from an array, always written at the same time.
 */
final class FakeBytes implements Bytes
{
    /** @var array<string, string> */
    public array $files;

    /**
     * @param array<string, string> $files by path
     */
    public function __construct(array $files)
    {
        $this->files = $files;
    }

    public function slice(string $path, int $offset, int $length): string
    {
        return (string) substr($this->files[$path] ?? '', $offset, $length);
    }

    public function stamp(string $path): ?string
    {
        return isset($this->files[$path]) ? 'same' : null;
    }
}
