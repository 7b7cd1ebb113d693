<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Files from an array; null: it is there and cannot be read.
 */
final class FakeFiles implements Files
{
    /** @var array<string, string|null> */
    public array $files;

    /**
     * @param array<string, string|null> $files by path
     */
    public function __construct(array $files = [])
    {
        $this->files = $files;
    }

    public function read(string $path): ?string
    {
        if (!array_key_exists($path, $this->files)) {
            return null;
        }
        if ($this->files[$path] === null) {
            throw new CannotRead(CannotRead::FAILED, $path);
        }
        return $this->files[$path];
    }
}
