<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceOrder;
use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;

/**
 * Root's side of the evidence: what was asked, what is being made, and what others may have of it.
 */
interface EvidenceRecords
{
    public const ARCHIVE = 'archive.tar';
    public const LEDGER = 'ledger';
    public const FILES = 'files.list';
    public const RECORDINGS = 'recordings.list';
    /** Hashes of recordings that are not in the archive. */
    public const HASHES = 'recordings.sha256';

    /**
     * What was handed in, once; null: nothing, or nothing that could be read.
     */
    public function take(): ?EvidenceOrder;

    public function hasOrder(): bool;

    public function load(): EvidenceState;

    /**
     * Kept, and shown.
     *
     * @throws CannotStore
     */
    public function save(EvidenceState $state): void;

    /**
     * Shown only: what is gone after the end of this process.
     */
    public function show(EvidenceState $state): void;

    /**
     * Where it is made.
     *
     * @phpstan-param self::* $name
     */
    public function path(string $name): string;

    /**
     * What is whole becomes readable for the web server's user, without being copied. Again and again, if need be.
     *
     * @phpstan-param self::ARCHIVE|self::HASHES $name
     *
     * @throws CannotStore
     */
    public function publish(string $name): void;

    /**
     * Room for the record of the end, where the disk is full by then.
     *
     * @throws CannotStore
     */
    public function reserve(): void;

    public function release(): void;

    /**
     * Nothing of it stays.
     */
    public function clear(): void;
}
