<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Keeps what was made of secrets and accounts, so that only changed ones are looked at again. What is kept must be readable by this
 * module only. Losing it costs time, nothing else; so neither method throws.
 */
interface FeatureCache
{
    /**
     * What was stored for this list by exactly this build; [] otherwise.
     *
     * @param string $list small letters
     *
     * @return array<int|string, string> by keyed fingerprint
     */
    public function fetch(string $list, string $build): array;

    /**
     * Replaces whatever was stored for this list before.
     *
     * @param array<int|string, string> $kept by keyed fingerprint
     */
    public function store(string $list, string $build, array $kept): void;
}
