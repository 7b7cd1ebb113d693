<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use DateTimeImmutable;
use Generator;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Findings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\LogRotation;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * Does what an administrator asked for the evidence, as root: collects it, goes on after an end in the middle, takes it away.
 *
 * @phpstan-import-type Listed from Listing
 * @phpstan-import-type Archive from EvidenceState
 */
final class Collecting
{
    public const DAYS = 7;
    private const RECORDINGS = 'recordings';
    /** Without coming any further. */
    private const MOST_TRIES = 5;
    /** Header, filling and line of the lists, for each file. */
    private const BYTES_BESIDE = 2048;

    private EvidenceRecords $records;
    private Findings $findings;
    private Places $places;
    private Reserve $reserve;
    private LogRotation $rotation;
    private Clock $clock;
    private Pace $pace;
    private Journal $journal;
    private Log $log;

    public function __construct(
        EvidenceRecords $records,
        Findings $findings,
        Places $places,
        Reserve $reserve,
        LogRotation $rotation,
        Clock $clock,
        Pace $pace,
        Journal $journal,
        Log $log
    ) {
        $this->records = $records;
        $this->findings = $findings;
        $this->places = $places;
        $this->reserve = $reserve;
        $this->rotation = $rotation;
        $this->clock = $clock;
        $this->pace = $pace;
        $this->journal = $journal;
        $this->log = $log;
    }

    public function work(EvidenceOrder $order): void
    {
        $state = $this->records->load();
        $state->order = $order->id;
        if ($order->isLate($this->clock->now())) {
            $this->fail($state, new Trouble(Trouble::TOO_LATE));
            return;
        }
        switch ($order->kind) {
            case EvidenceOrder::REMOVE:
                $this->remove($state, $order->person, $order->asker);
                break;
            case EvidenceOrder::RESUME:
                $state->tries = 0;
                $this->take($state);
                break;
            default:
                $this->start($state, $order);
        }
    }

    /**
     * Whoever did it is not there any more. Also after a power cut.
     */
    public function goOn(): void
    {
        $state = $this->records->load();
        if (!$state->isBusy()) {
            return;
        }
        $state->tries++;
        if ($state->tries > self::MOST_TRIES) {
            $this->fail($state, new Trouble(Trouble::BROKEN_OFF));
            return;
        }
        $this->take($state);
    }

    /**
     * What lay here for its days is taken away.
     */
    public function expire(): void
    {
        $state = $this->records->load();
        if (self::isOver($state, $this->clock->now())) {
            $this->remove($state, '', '');
        }
    }

    public static function isOver(EvidenceState $state, DateTimeImmutable $now): bool
    {
        $until = $state->archive['until'] ?? null;
        return $until !== null && !$state->isBusy() && new DateTimeImmutable($until) < $now;
    }

    private function start(EvidenceState $state, EvidenceOrder $order): void
    {
        if ($state->archive !== null || $order->period === null) {
            // The API refuses it.
            return;
        }
        $this->records->clear();
        $now = $this->clock->now();
        $state->phase = EvidenceState::COLLECTING;
        $state->tries = 0;
        $state->hashedTo = 0;
        $state->archive = [
            'id' => $now->format('Ymd-His'),
            'person' => $order->person,
            'asker' => $order->asker,
            'at' => $now->format(DATE_ATOM),
            'until' => null,
            'from' => $order->period->from(),
            'to' => $order->period->to(),
            'wanted' => $order->isWithRecordings,
            'rotationHeld' => false,
            'seconds' => 0,
            'expected' => 0,
            'written' => 0,
            'members' => 0,
            'skipped' => 0,
            'size' => null,
            'sha256' => null,
            'clock' => ['offset' => null, 'source' => ''],
            'recordings' => [
                'files' => 0, 'bytes' => 0, 'how' => EvidenceState::HASHED, 'doneFiles' => 0, 'doneBytes' => 0, 'missing' => 0,
                'sha256' => null,
            ],
        ];
        $this->take($state);
    }

    private function take(EvidenceState $state): void
    {
        $archive = $state->archive;
        if ($archive === null) {
            return;
        }
        $state->trouble = null;
        $state->phase = $archive['size'] === null ? EvidenceState::COLLECTING : EvidenceState::HASHING;
        try {
            $this->records->reserve();
            $this->records->save($state);
            if ($state->phase === EvidenceState::COLLECTING) {
                $this->collect($state);
            }
            $this->records->publish(EvidenceRecords::ARCHIVE);
            $this->hash($state);
        } catch (Removed $wish) {
            $state->order = $wish->getMessage();
            $this->remove($state, $archive['person'], $archive['asker']);
        } catch (Trouble $trouble) {
            $this->fail($state, $trouble);
        } catch (CannotStore $full) {
            $this->fail($state, new Trouble(Trouble::DISK));
        } finally {
            $this->rotation->letGo();
        }
    }

    /**
     * @throws Trouble
     * @throws Removed
     * @throws CannotStore
     */
    private function collect(EvidenceState $state): void
    {
        $archive = $state->archive;
        $period = $archive === null ? null : Period::of($archive['from'], $archive['to']);
        if ($archive === null || $period === null) {
            throw new Trouble(Trouble::FAILED);
        }
        $watching = new Watching($this->records, $this->reserve, $this->rotation, $this->pace, $state);
        $archive['rotationHeld'] = $watching->holdRotation();
        $boot = $this->boot();
        $isDoubted = $state->boot !== '' && $state->boot !== $boot;
        $state->boot = $boot;
        $state->archive = $archive;
        $this->prepare($state, $period);
        $asked = new DateTimeImmutable($archive['at']);
        $top = 'evidence-' . $archive['id'];
        $archiving = new Archiving($this->records, $this->findings, $watching, $state, $top, $asked->getTimestamp());
        $made = $archiving->make($period, $isDoubted);
        $archive = $state->archive ?? $archive;
        $archive['size'] = $made['size'];
        $archive['sha256'] = $made['sha256'];
        $archive['written'] = $made['size'];
        $archive['until'] = $this->clock->now()->modify('+' . self::DAYS . ' days')->format(DATE_ATOM);
        $state->archive = $archive;
        $state->phase = EvidenceState::HASHING;
        $this->records->save($state);
        $this->rotation->letGo();
        $this->note($archive['person'], $archive['asker'], 'evidence/collected', [
            'sha256' => $made['sha256'], 'size' => $made['size'], 'members' => $archive['members'],
        ]);
    }

    /**
     * What is to be taken is written down once; whoever goes on takes the same.
     *
     * @throws Trouble
     * @throws CannotStore
     */
    private function prepare(EvidenceState $state, Period $period): void
    {
        $recordings = new Listing($this->records->path(EvidenceRecords::RECORDINGS));
        if (!$recordings->isThere()) {
            $recordings->write(Found::recordings($this->places->recordings, self::RECORDINGS, $period));
        }
        $files = new Listing($this->records->path(EvidenceRecords::FILES));
        if (!$files->isThere()) {
            $files->write($this->logs());
        }
        $archive = $state->archive;
        if ($archive === null) {
            return;
        }
        if ($archive['expected'] === 0) {
            $archive['clock'] = $this->findings->clock();
            $archive = $this->planned($archive, $files->sum(), $recordings->sum());
        }
        $state->archive = $archive;
        $this->records->save($state);
        $this->reserve->mustHold(max(1, $archive['expected'] - $archive['written']));
    }

    /**
     * @phpstan-param array{files: int, bytes: int} $files
     * @phpstan-param array{files: int, bytes: int} $recordings
     *
     * @phpstan-param Archive $archive
     *
     * @phpstan-return Archive
     */
    private function planned(array $archive, array $files, array $recordings): array
    {
        $beside = self::BYTES_BESIDE * ($files['files'] + $recordings['files']);
        $expected = $this->findings->expected() + $files['bytes'] + $beside;
        $how = EvidenceState::HASHED;
        if ($archive['wanted']) {
            $isRoom = $expected + $recordings['bytes'] <= $this->reserve->room();
            $how = $isRoom ? EvidenceState::INCLUDED : EvidenceState::NO_ROOM;
        }
        $archive['expected'] = $expected + ($how === EvidenceState::INCLUDED ? $recordings['bytes'] : 0);
        $archive['recordings']['how'] = $how;
        $archive['recordings']['files'] = $recordings['files'];
        $archive['recordings']['bytes'] = $recordings['bytes'];
        return $archive;
    }

    /**
     * @return Generator<int, Listed>
     */
    private function logs(): Generator
    {
        foreach ($this->places->logs as $name => $folder) {
            yield from Found::logs($folder, $name);
        }
    }

    /**
     * @throws Trouble
     * @throws Removed
     * @throws CannotStore
     */
    private function hash(EvidenceState $state): void
    {
        $archive = $state->archive;
        if ($archive === null) {
            return;
        }
        $isLeft = $archive['recordings']['how'] !== EvidenceState::INCLUDED && $archive['recordings']['sha256'] === null
            && $archive['recordings']['files'] > 0;
        if ($isLeft) {
            $watching = new Watching($this->records, $this->reserve, $this->rotation, $this->pace, $state);
            $sha256 = (new Hashing($this->records, $watching, $state))->make(self::RECORDINGS);
            $state->archive['recordings']['sha256'] = $sha256;
            $this->records->publish(EvidenceRecords::HASHES);
            $this->note($archive['person'], $archive['asker'], 'evidence/hashed', [
                'sha256' => $sha256, 'files' => $state->archive['recordings']['doneFiles'],
            ]);
        }
        $state->phase = EvidenceState::READY;
        $this->records->save($state);
        $this->records->release();
    }

    private function remove(EvidenceState $state, string $person, string $asker): void
    {
        $wasThere = $state->archive !== null;
        $order = $state->order;
        $this->records->clear();
        $state = new EvidenceState();
        $state->order = $order;
        try {
            $this->records->save($state);
        } catch (CannotStore $full) {
            $this->records->show($state);
        }
        if ($wasThere) {
            $this->note($person, $asker, 'evidence/removed', []);
        }
    }

    private function fail(EvidenceState $state, Trouble $trouble): void
    {
        $state->trouble = ['code' => $trouble->reason(), 'detail' => $trouble->detail()];
        if ($state->isBusy()) {
            // Of what lies there nothing is lost: the archive is there, or can be made to its end.
            $state->phase = $state->phase === EvidenceState::HASHING ? EvidenceState::READY : EvidenceState::STOPPED;
        }
        $this->records->release();
        try {
            $this->records->save($state);
        } catch (CannotStore $full) {
            $this->records->show($state);
        }
    }

    /**
     * The history may be out of reach; what was done is done.
     *
     * @param array<string, mixed> $details
     */
    private function note(string $person, string $asker, string $action, array $details): void
    {
        try {
            $this->journal->add($person, $asker, $action, $details);
        } catch (CannotStore $locked) {
            $this->log->trouble('evidence: ' . $locked->getMessage());
        }
    }

    private function boot(): string
    {
        try {
            return $this->pace->boot();
        } catch (CannotRead $hidden) {
            return '';
        }
    }
}
