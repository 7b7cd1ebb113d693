<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Hands on, and keeps the statements that read.
 */
final class WatchedStorage implements Storage
{
    /** @var list<array{string, array<string, int|string|Blob|null>}> */
    public array $statements = [];

    private Storage $storage;

    public function __construct(Storage $storage)
    {
        $this->storage = $storage;
    }

    public function rows(string $sql, array $bind = []): array
    {
        $this->statements[] = [$sql, $bind];
        return $this->storage->rows($sql, $bind);
    }

    public function write(string $sql, array $bind = []): void
    {
        $this->storage->write($sql, $bind);
    }

    public function atOnce(callable $work)
    {
        return $this->storage->atOnce($work);
    }
}
