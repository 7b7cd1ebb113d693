<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\PartCache;

/**
 * The cache in memory.
 */
final class FakeCache implements PartCache
{
    public string $key = '';
    /** @var array<string, array{json: string, digest: string}> */
    public array $parts = [];

    public function fetch(string $key): array
    {
        return $key === $this->key ? $this->parts : [];
    }

    public function store(string $key, array $parts): void
    {
        $this->key = $key;
        $this->parts = $parts;
    }
}
