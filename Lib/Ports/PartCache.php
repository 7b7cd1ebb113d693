<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Keeps parts of the facts that come from Core's database alone, until it changes. They hold features of secrets: what
 * is kept must be readable by this module only. Losing it costs time, nothing else; so neither method throws.
 */
interface PartCache
{
    /**
     * What was stored under exactly this key; [] for any other.
     *
     * @return array<string, array{json: string, digest: string}> by name of the part
     */
    public function fetch(string $key): array;

    /**
     * Replaces whatever was stored before.
     *
     * @param array<string, array{json: string, digest: string}> $parts
     */
    public function store(string $key, array $parts): void;
}
