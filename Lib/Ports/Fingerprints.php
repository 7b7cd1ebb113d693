<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Keyed hashes. The key is made once per PBX and kept apart from the databases and their backups, so that whoever has
 * a copy of those cannot try passwords against them.
 */
interface Fingerprints
{
    /** Bytes of one fingerprint. */
    public const LENGTH = 16;

    /**
     * `LENGTH` raw bytes: the same for the same purpose and text on this PBX, different for anything else.
     *
     * @param string $purpose what it is for, so that fingerprints of one purpose say nothing about another
     *
     * @throws CannotRead when the key can be neither read nor made
     */
    public function of(string $purpose, string $text): string;
}
