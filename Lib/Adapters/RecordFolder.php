<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Plan\Due;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use UnexpectedValueException;

/**
 * Records as files in a folder that root alone can enter. Each is replaced as a whole and is on the disk before anything
 * else happens. That a plan is over is said by its file being gone, which a full disk allows; where the file system became
 * read-only, by a note beside Core's database: what was put back there could be written, so the note can.
 *
 * No clock decides what is removed: one that is months ahead would take everything.
 */
final class RecordFolder implements PlanRecords
{
    private const OPEN = 'plan.json';
    private const DAMAGED = 'plan.json.damaged';
    private const OVER = 'ModuleSecurityChecklist.over';
    private const DUE = 'due.json';
    private const LATER = 'later.json';
    private const PLAYED = 'played-%s.json';
    /** What is being removed. */
    private const GONE = 'gone';
    /** Of plans that can be undone. */
    private const MOST = 50;
    private const SECONDS_KEPT = 7776000;
    private const OWNER_ONLY = 0600;

    private string $folder;
    private string $elsewhere;
    private Commands $commands;

    /**
     * @param string $elsewhere folder on the file system of Core's database
     */
    public function __construct(string $folder, string $elsewhere, Commands $commands)
    {
        $this->folder = $folder;
        $this->elsewhere = $elsewhere;
        $this->commands = $commands;
    }

    public function load(): ?Record
    {
        try {
            $record = $this->read(self::OPEN);
        } catch (UnexpectedValueException $damaged) {
            $path = $this->folder . '/' . self::OPEN;
            if (!is_file($this->folder . '/' . self::DAMAGED)) {
                // For whoever wants to know what was begun; the record in its place will be kept over it.
                @copy($path, $this->folder . '/' . self::DAMAGED);
            }
            return Record::damaged((string) PrivateFile::read($path));
        }
        if ($record !== null && $record->id === $this->over()) {
            $this->cleanUp();
            return null;
        }
        return $record;
    }

    public function save(Record $record): void
    {
        $this->write(self::OPEN, $record->written());
    }

    public function clear(): void
    {
        try {
            $this->remove(self::OPEN);
        } catch (CannotStore $stays) {
            $this->noteOver($stays);
        }
    }

    public function archive(Record $record): void
    {
        $this->write(self::played($record->id), $record->written());
        foreach (array_slice(array_keys($this->times()), self::MOST) as $old) {
            $this->remove(self::played((string) $old));
        }
    }

    public function find(string $id): ?Record
    {
        if (preg_match(Intake::ID, $id) !== 1 || !in_array($id, $this->ids(), true)) {
            return null;
        }
        try {
            return $this->read(self::played($id));
        } catch (UnexpectedValueException $damaged) {
            throw new CannotStore(CannotStore::BROKEN, self::played($id) . ' is damaged');
        }
    }

    public function forget(string $id): void
    {
        $this->remove(self::played($id));
    }

    public function due(): array
    {
        $written = json_decode((string) PrivateFile::read($this->folder . '/' . self::DUE), true);
        $due = array_map([Due::class, 'read'], is_array($written) ? array_values($written) : []);
        return array_values(array_filter($due));
    }

    public function keepDue(array $due): void
    {
        $written = [];
        foreach ($due as $one) {
            $written[] = $one->written();
        }
        $this->write(self::DUE, $written);
    }

    public function later(): ?Record
    {
        try {
            return $this->read(self::LATER);
        } catch (UnexpectedValueException $damaged) {
            // Never begun, and shown until somebody has seen it.
            return Record::damaged((string) PrivateFile::read($this->folder . '/' . self::LATER));
        }
    }

    public function keepLater(?Record $record): void
    {
        $record === null ? $this->remove(self::LATER) : $this->write(self::LATER, $record->written());
    }

    public function ids(): array
    {
        $young = array_filter($this->times(), static function (int $time): bool {
            return $time > time() - self::SECONDS_KEPT;
        });
        return array_map('strval', array_keys($young));
    }

    /**
     * @return array<string, int> when each was played, by id, newest first
     */
    private function times(): array
    {
        $times = [];
        clearstatcache();
        foreach (glob($this->folder . '/' . sprintf(self::PLAYED, '*')) ?: [] as $path) {
            if (preg_match('/-([0-9a-f]{16})\.json$/D', $path, $found) === 1) {
                $times[$found[1]] = (int) @filemtime($path);
            }
        }
        arsort($times);
        return $times;
    }

    /**
     * @throws CannotStore
     */
    private function noteOver(CannotStore $why): void
    {
        $record = $this->load();
        $path = "$this->elsewhere/" . self::OVER;
        if ($record !== null && ($this->elsewhere === '' || !PrivateFile::write($path, [$record->id]))) {
            throw $why;
        }
    }

    /**
     * Id of the plan that is over although its file is there; '': none.
     */
    private function over(): string
    {
        return $this->elsewhere === '' ? '' : (string) PrivateFile::read("$this->elsewhere/" . self::OVER);
    }

    /**
     * It can be written again, perhaps.
     */
    private function cleanUp(): void
    {
        if (@unlink($this->folder . '/' . self::OPEN)) {
            @unlink("$this->elsewhere/" . self::OVER);
        }
    }

    private static function played(string $id): string
    {
        return sprintf(self::PLAYED, $id);
    }

    /**
     * @throws UnexpectedValueException when it is damaged
     */
    private function read(string $name): ?Record
    {
        $path = $this->folder . '/' . $name;
        clearstatcache(true, $path);
        if (!file_exists($path)) {
            return null;
        }
        return Record::read((string) PrivateFile::read($path));
    }

    /**
     * @param array<mixed> $written
     *
     * @throws CannotStore
     */
    private function write(string $name, array $written): void
    {
        $path = $this->folder . '/' . $name;
        $draft = "$path.draft";
        $text = json_encode($written, JSON_INVALID_UTF8_SUBSTITUTE);
        $file = $text === false ? false : @fopen($draft, 'wb');
        $isWhole = $file !== false && chmod($draft, self::OWNER_ONLY)
            && fwrite($file, (string) $text) === strlen((string) $text) && fflush($file);
        if ($file !== false) {
            $isWhole = $this->sync($file) && $isWhole;
            fclose($file);
        }
        if (!$isWhole || !@rename($draft, $path)) {
            throw PrivateFile::trouble($path, strlen((string) $text));
        }
    }

    /**
     * Gone at once, as a whole; then written over, because sealed copies of secrets may be in there.
     *
     * @throws CannotStore
     */
    private function remove(string $name): void
    {
        $path = $this->folder . '/' . $name;
        $gone = $this->folder . '/' . self::GONE;
        clearstatcache(true, $path);
        if (!file_exists($path)) {
            return;
        }
        if (@rename($path, $gone)) {
            Shredder::shred($gone);
        } elseif (!@unlink($path)) {
            throw new CannotStore(CannotStore::BROKEN, "$name cannot be removed");
        }
    }

    /**
     * @param resource $file
     */
    private function sync($file): bool
    {
        if (function_exists('fsync')) {
            return (bool) fsync($file);
        }
        try {
            // PHP before 8.1 cannot do it for one file.
            $this->commands->run('sync', []);
        } catch (CannotRead $slow) {
            return true;
        }
        return true;
    }
}
