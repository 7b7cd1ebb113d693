<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Terminal;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * Undoes the last plan for who is shut out of the cabinet: one that waits goes back, one that was played is undone, unless
 * somebody changed its objects since. Whoever is root needs no proof; the player does the work, as always.
 */
final class ConsoleUndo
{
    /** What the command says to whoever called it. */
    public const DONE = 0;
    public const REFUSED = 1;
    public const USAGE = 2;
    public const STUCK = 3;
    public const NOTHING = 4;
    public const NOT_ROOT = 5;
    public const GOES_ON = 6;

    private const PERSON = 'console';
    private const SECONDS_AT_MOST = 240.0;
    private const SECONDS_BETWEEN = 0.5;
    private const ROUNDS_BETWEEN_STARTS = 10;

    private PlanRecords $records;
    private PlanCounter $desk;
    private Journal $journal;
    private Clock $clock;
    private Pace $pace;
    private Terminal $terminal;
    /** @var Closure(Record): bool */
    private Closure $handOver;
    /** @var Closure(): void */
    private Closure $start;

    /**
     * @param Closure(Record): bool $handOver keeps the record of an undo for the player; false: another plan was quicker
     * @param Closure(): void       $start    sees to it that somebody plays what is not over
     */
    public function __construct(
        PlanRecords $records,
        PlanCounter $desk,
        Journal $journal,
        Clock $clock,
        Pace $pace,
        Terminal $terminal,
        Closure $handOver,
        Closure $start
    ) {
        $this->records = $records;
        $this->desk = $desk;
        $this->journal = $journal;
        $this->clock = $clock;
        $this->pace = $pace;
        $this->terminal = $terminal;
        $this->handOver = $handOver;
        $this->start = $start;
    }

    /**
     * @param list<string> $words `state`: only shows; `yes`: does not ask
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function run(array $words): int
    {
        if (!in_array($words, [[], ['state'], ['yes']], true)) {
            $this->terminal->say('usage');
            return self::USAGE;
        }
        $open = $this->records->load();
        $last = $open ?? $this->records->find($this->records->ids()[0] ?? '');
        if ($last === null) {
            $this->terminal->say('nothing');
            return self::NOTHING;
        }
        $this->tell($last, $open !== null);
        if ($words === ['state']) {
            return self::DONE;
        }
        if ($words === [] && !$this->terminal->isSure()) {
            $this->terminal->say('left');
            return self::REFUSED;
        }
        return $open === null ? $this->undo($last) : $this->goBack($open);
    }

    private function tell(Record $record, bool $isOpen): void
    {
        $deadline = $record->phase === Phase::WAITING ? $record->deadline : null;
        $this->terminal->say(!$isOpen ? 'last' : ($deadline === null ? 'open' : 'waits'), [
            'person' => $record->person,
            'address' => $record->address,
            'at' => $record->acceptedAt,
            'until' => $deadline === null ? '' : $deadline->at()->format(DATE_ATOM),
            'phase' => $record->phase,
        ]);
        if ($record->comment !== '') {
            $this->terminal->say('comment', ['comment' => $record->comment]);
        }
        $edited = $record->isWatching() ? array_flip(Edits::keys($record)) : $record->kept;
        foreach (array_intersect_key($record->kept, $edited) as $key => $kept) {
            $filter = is_array($kept['filter'] ?? null) ? $kept['filter'] : [];
            $made = $record->isWatching() ? $record->after[$key] ?? [] : [];
            $names = array_filter([
                $filter['permit'] ?? $made['permit'] ?? '', $filter['description'] ?? $made['name'] ?? '',
            ], 'is_string');
            $this->terminal->line(rtrim("  $key " . implode(' ', $names)));
        }
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    private function goBack(Record $open): int
    {
        if ($open->reason === Record::DAMAGED) {
            $this->terminal->say('damaged');
            return self::STUCK;
        }
        // What the console itself asked for before is waited for.
        $isOwn = $open->cause === Record::CONSOLE && $open->phase !== Phase::STUCK;
        if ($open->phase !== Phase::UNDOING && !$isOwn) {
            $kind = $open->phase === Phase::ACCEPTED ? Wish::DISMISS : Wish::REVERT;
            $this->write("plans/$kind", ['plan' => $open->id]);
            $this->desk->wish(new Wish($kind, $open->id, self::PERSON));
        }
        $phase = $this->wait($open->id);
        // It was about to be over: then it is undone as any other.
        $done = $phase === Phase::DONE && $open->undoOf === '' ? $this->records->find($open->id) : null;
        return $done === null ? $this->end($phase, $open->id, $open->undoOf !== '') : $this->undo($done);
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    private function undo(Record $played): int
    {
        $record = new Record();
        $record->id = bin2hex(random_bytes(8));
        $record->undoOf = $played->id;
        $record->cause = Record::CONSOLE;
        $record->person = self::PERSON;
        $record->acceptedAt = $this->clock->now()->format(DATE_ATOM);
        $this->write('plans/undo', ['plan' => $record->id, 'undoes' => $played->id]);
        if (!($this->handOver)($record)) {
            $this->terminal->say('busy');
            return self::REFUSED;
        }
        return $this->end($this->wait($record->id), $record->id, true);
    }

    /**
     * Whoever is shut out goes before what is written down.
     *
     * @param array<string, string> $details
     */
    private function write(string $action, array $details): void
    {
        try {
            $this->journal->add(self::PERSON, '', $action, $details);
        } catch (CannotStore $unwritten) {
            $this->terminal->say('unwritten');
        }
    }

    /**
     * Until it is over, or stuck.
     *
     * @return string its phase; '': it goes on
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    private function wait(string $id): string
    {
        $this->terminal->say('works');
        $end = $this->pace->uptime() + self::SECONDS_AT_MOST;
        for ($round = 0; $this->pace->uptime() < $end; $round++) {
            if ($round % self::ROUNDS_BETWEEN_STARTS === 0) {
                ($this->start)();
            }
            $phase = $this->phase($id);
            if (Phase::isOver($phase) || ($phase === Phase::STUCK && $round >= self::ROUNDS_BETWEEN_STARTS)) {
                return $phase;
            }
            $this->pace->sleep(self::SECONDS_BETWEEN);
        }
        return '';
    }

    /**
     * Of what is on the disk while it is there, else as the player said it last.
     *
     * @throws CannotStore
     */
    private function phase(string $id): string
    {
        $open = $this->records->load();
        if ($open !== null && $open->id === $id) {
            return Phase::isOver($open->phase) ? '' : $open->phase;
        }
        $status = $this->status($id);
        return is_string($status['phase'] ?? null) ? $status['phase'] : '';
    }

    /**
     * @return array<mixed>
     */
    private function status(string $id): array
    {
        $status = $this->desk->status() ?? [];
        return ($status['id'] ?? null) === $id ? $status : [];
    }

    /**
     * @param bool $isUndo an undo that goes back has undone nothing
     */
    private function end(string $phase, string $id, bool $isUndo): int
    {
        $codes = [
            Phase::DONE => self::DONE, Phase::UNDONE => $isUndo ? self::REFUSED : self::DONE, Phase::DISMISSED => self::DONE,
            Phase::REFUSED => self::REFUSED, Phase::STUCK => self::STUCK,
        ];
        $status = $this->status($id);
        $reason = is_string($status['reason'] ?? null) ? $status['reason'] : '';
        $isConflict = $reason === PlanRefused::CONFLICT;
        $says = [self::DONE => 'done', self::REFUSED => $isConflict ? 'conflict' : 'refused', self::STUCK => 'stuck'];
        $code = $codes[$phase] ?? self::GOES_ON;
        $what = $phase === Phase::DISMISSED ? 'not-begun' : $says[$code] ?? 'goes-on';
        $this->terminal->say($what, ['reason' => $reason]);
        foreach ((array) ($status['objects'] ?? []) as $key => $is) {
            $this->terminal->line("  $key: " . (is_string($is) ? $is : ''));
        }
        return $code;
    }
}
