<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PrivateFile;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * How far the reading of calls is, and what it found: for a day, in a file that nobody but the module reads. Numbers that
 * were dialled are nowhere else.
 *
 * A reading is asked for first, with number 0; the program that does it takes it by giving it a number of its own, and goes
 * on as long as that stands. So whoever cancels it, or asks for another, only has to write.
 *
 * @phpstan-import-type Sums from Summing
 * @phpstan-type State array{
 *     phase: 'idle'|'reading'|'done'|'failed', trouble: string, from: string, to: string, before: int, done: int, of: int
 * }
 */
final class CallsRecord
{
    private const NAME = 'calls';
    private const FILE = 'calls.found';
    private const READING = 'reading';
    private const DONE = 'done';
    private const FAILED = 'failed';
    private const ASKED_FOR = 0;
    private const LARGEST_NUMBER = 65535;
    /** A reading that has told nothing for so long has died. */
    private const SILENT_SECONDS = 120;
    private const DAY = 86400;
    private const JSON = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE
        | JSON_THROW_ON_ERROR;
    private const IDLE = ['phase' => 'idle', 'trouble' => '', 'from' => '', 'to' => '', 'before' => 0, 'done' => 0, 'of' => 0];

    private Storage $storage;
    private Kept $kept;
    private Uptime $uptime;
    private string $path;

    public function __construct(Storage $storage, Uptime $uptime, string $folder)
    {
        $this->storage = $storage;
        $this->kept = new Kept($storage);
        $this->uptime = $uptime;
        $this->path = $folder . '/' . self::FILE;
    }

    /**
     * @return State
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function state(): array
    {
        $record = $this->kept->get(self::NAME) ?? [];
        $question = CallsQuestion::of($record['question'] ?? null);
        $phase = $record['phase'] ?? null;
        if ($question === null || !in_array($phase, [self::READING, self::DONE, self::FAILED], true)) {
            return self::IDLE;
        }
        $trouble = is_string($record['trouble'] ?? null) ? $record['trouble'] : '';
        $silent = $this->uptime->since(self::number($record, 'at'));
        if ($phase === self::READING && $silent > self::SILENT_SECONDS) {
            [$phase, $trouble] = [self::FAILED, CallsTrouble::BROKEN_OFF];
        } elseif ($phase === self::DONE && (!is_file($this->path) || $silent > self::DAY)) {
            return self::IDLE;
        }
        return [
            'phase' => $phase, 'trouble' => $trouble, 'from' => $question->from(), 'to' => $question->to(),
            'before' => $question->before(), 'done' => self::number($record, 'done'), 'of' => self::number($record, 'of'),
        ];
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    public function ask(CallsQuestion $question): void
    {
        $this->forgetFound();
        $this->kept->put(self::NAME, [
            'phase' => self::READING, 'run' => self::ASKED_FOR, 'question' => $question->kept(),
            'at' => $this->uptime->seconds(),
        ]);
    }

    /**
     * @return array{int, CallsQuestion}|null number of the reading, and what is asked; null: nobody asked, or somebody else took it
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function take(): ?array
    {
        return $this->storage->atOnce(function (): ?array {
            $record = $this->kept->get(self::NAME) ?? [];
            $question = CallsQuestion::of($record['question'] ?? null);
            if ($question === null || self::number($record, 'run') !== self::ASKED_FOR || $record['phase'] !== self::READING) {
                return null;
            }
            $run = random_int(self::ASKED_FOR + 1, self::LARGEST_NUMBER);
            $this->kept->put(self::NAME, ['run' => $run, 'at' => $this->uptime->seconds()] + $record);
            return [$run, $question];
        });
    }

    /**
     * @return bool whether the reading is still wanted
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function progress(int $run, int $done, int $of): bool
    {
        return $this->change($run, ['done' => $done, 'of' => $of]);
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    public function failed(int $run, string $trouble): void
    {
        $this->change($run, ['phase' => self::FAILED, 'trouble' => $trouble]);
    }

    /**
     * @param Sums $sums
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function found(int $run, CallsQuestion $question, array $sums): void
    {
        $about = ['from' => $question->from(), 'to' => $question->to(), 'before' => $question->before(), 'night' => $question->night()];
        if (!$this->progress($run, 0, 0)) {
            return;
        }
        if (!PrivateFile::write($this->path, [json_encode($about + $sums, self::JSON)])) {
            $this->failed($run, CallsTrouble::DISK);
        } elseif (!$this->change($run, ['phase' => self::DONE])) {
            $this->forgetFound();
        }
    }

    /**
     * JSON; null: there is nothing.
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function shown(): ?string
    {
        return $this->state()['phase'] === self::DONE ? PrivateFile::read($this->path) : null;
    }

    /**
     * Ends a reading, and forgets what one found.
     *
     * @throws CannotStore
     */
    public function forget(): void
    {
        $this->kept->forget(self::NAME);
        $this->forgetFound();
    }

    /**
     * Once a day.
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function forgetOld(): void
    {
        if ($this->state()['phase'] === 'idle') {
            $this->forget();
        }
    }

    /**
     * @param array<string, int|string> $fields
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    private function change(int $run, array $fields): bool
    {
        return $this->storage->atOnce(function () use ($run, $fields): bool {
            $record = $this->kept->get(self::NAME) ?? [];
            if (($record['run'] ?? null) !== $run || ($record['phase'] ?? null) !== self::READING) {
                return false;
            }
            $this->kept->put(self::NAME, $fields + ['at' => $this->uptime->seconds()] + $record);
            return true;
        });
    }

    private function forgetFound(): void
    {
        if (is_file($this->path)) {
            @unlink($this->path);
        }
    }

    /**
     * @param array<mixed> $record
     */
    private static function number(array $record, string $key): int
    {
        return is_int($record[$key] ?? null) ? $record[$key] : 0;
    }
}
