<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

/**
 * How far it is with the fix: which script lies there, what is being done, and what the last run did. Holds no secret and
 * not the script itself; root keeps it, and shows it to the API as it is.
 *
 * @phpstan-type Marker array{id: string, file: string, state: string}
 * @phpstan-type Held array{sha256: string, size: int, from: string, host: string, at: string, person: string}
 * @phpstan-type Written array{begin: string, skipped: int, end: string}
 * @phpstan-type Run array{
 *     act: string, at: string, endedAt: string|null, person: string, sha256: string, ended: string|null, exit: int|null,
 *     output: Written, before: list<Marker>, after: list<Marker>
 * }
 */
final class PatchState
{
    public const IDLE = 'idle';
    public const FETCHING = 'fetching';
    public const RUNNING = 'running';
    /** Of a run that somebody ended, or the machine. */
    public const BROKEN_OFF = 'broken-off';

    public string $phase = self::IDLE;
    /** Id of the order that was dealt with last, or is being dealt with. */
    public string $order = '';
    /**
     * Why that order came to nothing.
     *
     * @var array{code: string, detail: string}|null
     */
    public ?array $trouble = null;
    /**
     * The script to be looked at, and perhaps run.
     *
     * @var Held|null
     */
    public ?array $script = null;
    /**
     * The last run, or the one that goes on.
     *
     * @var Run|null
     */
    public ?array $run = null;
    /** Hash of the script that was run, and can take itself back. */
    public ?string $kept = null;

    /**
     * @return array<string, mixed>
     */
    public function written(): array
    {
        return [
            'phase' => $this->phase,
            'order' => $this->order,
            'trouble' => $this->trouble,
            'script' => $this->script,
            'run' => $this->run,
            'kept' => $this->kept,
        ];
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
         *     phase: string, order: string, trouble: array{code: string, detail: string}|null, script: Held|null,
         *     run: Run|null, kept: string|null
         * } $known
         */
        $known = $written + $state->written();
        $state->phase = $known['phase'];
        $state->order = $known['order'];
        $state->trouble = $known['trouble'];
        $state->script = $known['script'];
        $state->run = $known['run'];
        $state->kept = $known['kept'];
        return $state;
    }
}
