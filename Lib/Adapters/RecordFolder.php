<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use UnexpectedValueException;

/**
 * Records as files in a folder that root alone can enter. Each is replaced as a whole and is on the disk before anything
 * else happens.
 */
final class RecordFolder implements PlanRecords
{
    private const OPEN = 'plan.json';
    private const PLAYED = 'played-%s.json';
    /** Of plans that can be undone. */
    private const MOST = 50;
    private const SECONDS_KEPT = 7776000;
    private const OWNER_ONLY = 0600;

    private string $folder;
    private Commands $commands;

    public function __construct(string $folder, Commands $commands)
    {
        $this->folder = $folder;
        $this->commands = $commands;
    }

    public function load(): ?Record
    {
        return $this->read(self::OPEN);
    }

    public function save(Record $record): void
    {
        $this->write(self::OPEN, $record);
    }

    public function clear(): void
    {
        $this->remove(self::OPEN);
    }

    public function archive(Record $record): void
    {
        $this->write(self::played($record->id), $record);
        foreach (array_slice($this->ids(), self::MOST) as $old) {
            $this->remove(self::played($old));
        }
    }

    public function find(string $id): ?Record
    {
        return preg_match(Intake::ID, $id) === 1 && in_array($id, $this->ids(), true) ? $this->read(self::played($id)) : null;
    }

    public function forget(string $id): void
    {
        $this->remove(self::played($id));
    }

    public function ids(): array
    {
        $times = [];
        clearstatcache();
        foreach (glob($this->folder . '/' . sprintf(self::PLAYED, '*')) ?: [] as $path) {
            $time = (int) @filemtime($path);
            if (preg_match('/-([0-9a-f]{16})\.json$/D', $path, $found) === 1 && $time > time() - self::SECONDS_KEPT) {
                $times[$found[1]] = $time;
            } else {
                @unlink($path);
            }
        }
        arsort($times);
        return array_map('strval', array_keys($times));
    }

    private static function played(string $id): string
    {
        return sprintf(self::PLAYED, $id);
    }

    /**
     * @throws CannotStore
     */
    private function read(string $name): ?Record
    {
        $path = $this->folder . '/' . $name;
        clearstatcache(true, $path);
        if (!file_exists($path)) {
            return null;
        }
        try {
            return Record::read((string) PrivateFile::read($path));
        } catch (UnexpectedValueException $damaged) {
            throw new CannotStore(CannotStore::BROKEN, "$name is damaged");
        }
    }

    /**
     * @throws CannotStore
     */
    private function write(string $name, Record $record): void
    {
        $path = $this->folder . '/' . $name;
        $draft = "$path.draft";
        $text = json_encode($record->written(), JSON_INVALID_UTF8_SUBSTITUTE);
        $file = $text === false ? false : @fopen($draft, 'wb');
        $isWhole = $file !== false && chmod($draft, self::OWNER_ONLY)
            && fwrite($file, (string) $text) === strlen((string) $text) && fflush($file);
        if ($file !== false) {
            $isWhole = $this->sync($file) && $isWhole;
            fclose($file);
        }
        if (!$isWhole || !@rename($draft, $path)) {
            throw new CannotStore(CannotStore::BROKEN, "$name cannot be written");
        }
    }

    /**
     * @throws CannotStore
     */
    private function remove(string $name): void
    {
        $path = $this->folder . '/' . $name;
        clearstatcache(true, $path);
        if (file_exists($path) && !@unlink($path)) {
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
