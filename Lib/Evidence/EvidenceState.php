<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * How far it is with the evidence. Root keeps it, and shows it to the API as it is.
 *
 * @phpstan-type Recordings array{
 *     files: int, bytes: int, how: string, doneFiles: int, doneBytes: int, missing: int, sha256: string|null
 * }
 * @phpstan-type Archive array{
 *     id: string, person: string, asker: string, at: string, until: string|null, from: string, to: string, wanted: bool,
 *     rotationHeld: bool, seconds: int, expected: int, written: int, members: int, skipped: int, size: int|null, sha256: string|null,
 *     clock: array{offset: float|null, source: string}, recordings: Recordings
 * }
 */
final class EvidenceState
{
    public const IDLE = 'idle';
    public const COLLECTING = 'collecting';
    /** The archive is there; recordings that are not in it are hashed. */
    public const HASHING = 'hashing';
    /** The trouble says why; it can go on. */
    public const STOPPED = 'stopped';
    public const READY = 'ready';

    /** Recordings are in the archive; or listed there, and hashed afterwards. */
    public const INCLUDED = 'included';
    public const HASHED = 'hashed';
    /** They were to be in the archive, and there is no room. */
    public const NO_ROOM = 'no-room';

    public string $phase = self::IDLE;
    /** Id of the order that was dealt with last, or is being dealt with. */
    public string $order = '';
    /** @var array{code: string, detail: string}|null */
    public ?array $trouble = null;
    /** @var Archive|null */
    public ?array $archive = null;
    /** Of the machine when root wrote last; nobody else is told. */
    public string $boot = '';
    /** How often it was taken up without coming any further. */
    public int $tries = 0;
    /** Of the hashes of recordings: where they end. */
    public int $hashedTo = 0;

    public function isBusy(): bool
    {
        return $this->phase === self::COLLECTING || $this->phase === self::HASHING;
    }

    /**
     * Another text where it came any further.
     */
    public function mark(): string
    {
        $archive = $this->archive;
        $how = [$this->phase, $this->hashedTo];
        return implode(' ', $archive === null ? $how : array_merge($how, [$archive['id'], $archive['written'], $archive['recordings']['doneBytes']]));
    }

    public function hasArchive(): bool
    {
        return $this->phase === self::READY || $this->phase === self::HASHING;
    }

    /**
     * @return array<string, mixed>
     */
    public function shown(): array
    {
        return ['phase' => $this->phase, 'order' => $this->order, 'trouble' => $this->trouble, 'archive' => $this->archive];
    }

    /**
     * @return array<string, mixed>
     */
    public function written(): array
    {
        return $this->shown() + ['boot' => $this->boot, 'tries' => $this->tries, 'hashedTo' => $this->hashedTo];
    }

    /**
     * As root wrote it. What is damaged says nothing.
     */
    public static function read(string $text): self
    {
        $state = new self();
        $written = json_decode($text, true);
        if (!is_array($written)) {
            return $state;
        }
        /**
         * Nobody but root writes it.
         *
         * @var array{
         *     phase: string, order: string, trouble: array{code: string, detail: string}|null, archive: Archive|null,
         *     boot: string, tries: int, hashedTo: int
         * } $known
         */
        $known = $written + $state->written();
        $state->phase = $known['phase'];
        $state->order = $known['order'];
        $state->trouble = $known['trouble'];
        $state->archive = $known['archive'];
        $state->boot = $known['boot'];
        $state->tries = $known['tries'];
        $state->hashedTo = $known['hashedTo'];
        return $state;
    }
}
