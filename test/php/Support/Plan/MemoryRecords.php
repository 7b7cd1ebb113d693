<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Due;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use UnexpectedValueException;

/**
 * Records that survive the player, as bytes.
 */
final class MemoryRecords implements PlanRecords
{
    private Fate $fate;
    public ?string $open = null;
    public string $calendar = '[]';
    public ?string $later = null;
    /** @var array<string, string> by id */
    public array $archived = [];
    /** Nothing can be written; what is there can be removed. */
    public bool $isFull = false;
    /** Nothing can be removed either: that it is over is noted elsewhere. */
    public bool $isReadOnly = false;
    /** The how-manieth time something is kept it is full; 0: never. */
    public int $fullFrom = 0;
    private int $kept = 0;
    private string $over = '';

    public function __construct(Fate $fate)
    {
        $this->fate = $fate;
    }

    public function load(): ?Record
    {
        try {
            $record = $this->open === null ? null : Record::read($this->open);
        } catch (UnexpectedValueException $damaged) {
            return Record::damaged((string) $this->open);
        }
        return $record === null || $record->id === $this->over ? null : $record;
    }

    public function save(Record $record): void
    {
        $this->fate->at('before record');
        $this->mayBeFull();
        $this->open = self::text($record);
        $this->fate->at('after record');
    }

    public function clear(): void
    {
        $this->fate->at('clear');
        if ($this->isReadOnly) {
            $this->over = (string) ($this->load()->id ?? '');
            return;
        }
        $this->open = null;
    }

    public function archive(Record $record): void
    {
        $this->fate->at('archive');
        $this->mayBeFull();
        $this->archived[$record->id] = self::text($record);
    }

    public function find(string $id): ?Record
    {
        return isset($this->archived[$id]) ? Record::read($this->archived[$id]) : null;
    }

    public function due(): array
    {
        $written = json_decode($this->calendar, true);
        return array_values(array_filter(array_map([Due::class, 'read'], is_array($written) ? array_values($written) : [])));
    }

    public function keepDue(array $due): void
    {
        $this->fate->at('before calendar');
        $this->mayBeFull();
        $written = [];
        foreach ($due as $one) {
            $written[] = $one->written();
        }
        $this->calendar = (string) json_encode($written);
        $this->fate->at('after calendar');
    }

    public function later(): ?Record
    {
        return $this->later === null ? null : Record::read($this->later);
    }

    public function keepLater(?Record $record): void
    {
        $this->fate->at('before later');
        if ($record !== null || $this->isReadOnly) {
            $this->mayBeFull();
        }
        $this->later = $record === null ? null : self::text($record);
        $this->fate->at('after later');
    }

    public function ids(): array
    {
        return array_keys($this->archived);
    }

    public function forget(string $id): void
    {
        $this->fate->at('forget');
        unset($this->archived[$id]);
    }

    private static function text(Record $record): string
    {
        return json_encode($record->written(), JSON_THROW_ON_ERROR);
    }

    private function mayBeFull(): void
    {
        $this->isFull = $this->isFull || ++$this->kept === $this->fullFrom;
        if ($this->isFull || $this->isReadOnly) {
            throw new CannotStore(CannotStore::FULL, 'disk full');
        }
    }
}
