<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * The journal's database, which can be killed over, and can be gone.
 */
final class FatefulStorage implements Storage
{
    private Storage $storage;
    private Fate $fate;
    public bool $isGone = false;

    public function __construct(Storage $storage, Fate $fate)
    {
        $this->storage = $storage;
        $this->fate = $fate;
    }

    public function rows(string $sql, array $bind = []): array
    {
        return $this->storage->rows($sql, $bind);
    }

    public function write(string $sql, array $bind = []): void
    {
        $this->fate->at('before journal');
        if ($this->isGone) {
            throw new CannotStore(CannotStore::BROKEN, 'no such table');
        }
        $this->storage->write($sql, $bind);
        $this->fate->at('after journal');
    }

    public function atOnce(callable $work)
    {
        return $this->storage->atOnce($work);
    }
}
