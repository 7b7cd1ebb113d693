<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

/**
 * A folder of its own for a test that needs real files.
 */
final class TemporaryFolder
{
    private string $path;

    public function __construct()
    {
        $this->path = sys_get_temp_dir() . '/checklist-' . bin2hex(random_bytes(8));
        mkdir($this->path, 0700);
    }

    public function path(string $name = ''): string
    {
        return $name === '' ? $this->path : $this->path . '/' . $name;
    }

    public function remove(): void
    {
        foreach (array_diff((array) scandir($this->path), ['.', '..']) as $name) {
            unlink($this->path . '/' . $name);
        }
        rmdir($this->path);
    }
}
