<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\ScriptRunner;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * Does what an administrator asked for the fix of 2024.1.114, as root: has the script, runs it, has it take itself back.
 * Believes nothing of the order but what the person has seen: the hash.
 */
final class Patching
{
    private const SECONDS_BETWEEN_SHOWING = 1.0;

    private PatchRecords $records;
    private Offer $offer;
    private Fetching $fetching;
    private ScriptRunner $runner;
    private Markers $markers;
    private Clock $clock;
    private Pace $pace;
    private Journal $journal;
    private Log $log;
    /** @var Closure(): bool */
    private Closure $isPlanRunning;

    /**
     * @param Closure(): bool $isPlanRunning
     */
    public function __construct(
        PatchRecords $records,
        Offer $offer,
        Fetching $fetching,
        ScriptRunner $runner,
        Markers $markers,
        Clock $clock,
        Pace $pace,
        Journal $journal,
        Log $log,
        Closure $isPlanRunning
    ) {
        $this->records = $records;
        $this->offer = $offer;
        $this->fetching = $fetching;
        $this->runner = $runner;
        $this->markers = $markers;
        $this->clock = $clock;
        $this->pace = $pace;
        $this->journal = $journal;
        $this->log = $log;
        $this->isPlanRunning = $isPlanRunning;
    }

    public function work(PatchOrder $order): void
    {
        $state = $this->records->load();
        $state->order = $order->id;
        $state->trouble = null;
        try {
            $this->mustBePossible($order);
            $order->kind === PatchOrder::FETCH ? $this->fetch($order, $state) : $this->run($order, $state);
        } catch (Trouble $trouble) {
            $this->records->release();
            $this->fail($state, $trouble);
        } catch (CannotRead $hidden) {
            $this->fail($state, new Trouble(Trouble::FAILED, $hidden->getMessage()));
        } catch (CannotStore $full) {
            $this->records->release();
            $this->fail($state, new Trouble(Trouble::DISK));
        }
    }

    /**
     * Nobody is there who does what the record says: it ended in the middle. Also after a power cut.
     */
    public function breakOff(): void
    {
        $state = $this->records->load();
        if ($state->phase === PatchState::IDLE) {
            return;
        }
        if ($state->phase === PatchState::RUNNING && $state->run !== null) {
            $this->end($state, ['ended' => PatchState::BROKEN_OFF, 'exit' => null], $state->run['output'], '');
            return;
        }
        $this->fail($state, new Trouble(Trouble::FAILED));
    }

    /**
     * @throws Trouble
     * @throws CannotRead
     */
    private function mustBePossible(PatchOrder $order): void
    {
        if ($order->isLate($this->clock->now())) {
            throw new Trouble(Trouble::TOO_LATE);
        }
        $this->offer->mustStand();
        if ($order->kind !== PatchOrder::FETCH && ($this->isPlanRunning)()) {
            throw new Trouble(Trouble::PLAN_RUNNING);
        }
    }

    /**
     * @throws Trouble
     * @throws CannotRead
     * @throws CannotStore
     */
    private function fetch(PatchOrder $order, PatchState $state): void
    {
        $state->phase = PatchState::FETCHING;
        $state->script = null;
        $this->records->save($state);
        $origin = $order->from === PatchOrder::FILE ? null
            : Origin::of($order->from === PatchOrder::ADDRESS ? $order->address : Origin::VENDOR);
        $script = $origin === null ? Script::of($order->text) : $this->fetching->get($origin);
        if (!$this->runner->isWhole($script)) {
            throw new Trouble(Trouble::BROKEN);
        }
        $this->records->keep(PatchRecords::FETCHED, $script->bytes());
        $state->script = [
            'sha256' => $script->sha256(),
            'size' => $script->size(),
            'from' => $order->from,
            'host' => $origin === null ? '' : $origin->host(),
            'at' => $this->now(),
            'person' => $order->person,
        ];
        $state->phase = PatchState::IDLE;
        $this->records->save($state);
        $details = ['sha256' => $script->sha256(), 'size' => $script->size(), 'from' => $order->from];
        $this->note($order->person, $order->asker, 'patch/fetched', $details);
    }

    /**
     * @throws Trouble
     * @throws CannotStore
     */
    private function run(PatchOrder $order, PatchState $state): void
    {
        $isRestore = $order->kind === PatchOrder::RESTORE;
        // Read once: what is hashed here is what the shell gets.
        $script = Script::of((string) $this->records->kept($isRestore ? PatchRecords::RUN : PatchRecords::FETCHED));
        if ($script->sha256() !== $order->sha256 || ($isRestore && $state->kept !== $order->sha256)) {
            throw new Trouble(Trouble::OTHER_SCRIPT);
        }
        $this->records->reserve();
        $this->records->keep(PatchRecords::RUN, $script->bytes());
        $state->kept = $script->sha256();
        // Where it does not begin, the former run stays the last one.
        $begun = clone $state;
        $begun->phase = PatchState::RUNNING;
        $output = new Output();
        $begun->run = [
            'act' => $order->kind,
            'at' => $this->now(),
            'endedAt' => null,
            'person' => $order->person,
            'sha256' => $script->sha256(),
            'ended' => null,
            'exit' => null,
            'output' => $output->written(),
            'before' => $this->markers->read(),
            'after' => [],
        ];
        $this->records->save($begun);
        $ended = $this->runner->run($script, $isRestore ? [PatchOrder::RESTORE] : [], $this->showing($begun, $output));
        $this->records->release();
        $this->end($begun, $ended, $output->written(), $order->asker);
    }

    /**
     * @return Closure(Output): void
     */
    private function showing(PatchState $state, Output &$last): Closure
    {
        $shownAt = 0.0;
        return function (Output $output) use ($state, &$last, &$shownAt): void {
            $last = $output;
            $now = $this->uptime();
            if ($state->run !== null && $now - $shownAt >= self::SECONDS_BETWEEN_SHOWING) {
                $shownAt = $now;
                $state->run['output'] = $output->written();
                $this->records->show($state);
            }
        };
    }

    /**
     * @param array{ended: string, exit: int|null}            $ended
     * @param array{begin: string, skipped: int, end: string} $output
     */
    private function end(PatchState $state, array $ended, array $output, string $asker): void
    {
        if ($state->run === null) {
            return;
        }
        $after = $this->markers->read();
        $run = ['endedAt' => $this->now(), 'output' => $output, 'after' => $after] + $ended + $state->run;
        $state->run = $run;
        $state->phase = PatchState::IDLE;
        try {
            $this->records->save($state);
        } catch (CannotStore $full) {
            // Shown as long as it lasts; whoever finds the record of its beginning says that it broke off.
            $this->records->show($state);
            $this->log->trouble('patch: ' . $full->getMessage());
            return;
        }
        $details = ['act' => $run['act'], 'sha256' => $run['sha256'], 'open' => self::open($after)] + $ended;
        $this->note($run['person'], $asker, 'patch/done', $details);
    }

    /**
     * @param list<array{id: string, file: string, state: string}> $markers
     *
     * @return list<string>
     */
    private static function open(array $markers): array
    {
        $open = [];
        foreach ($markers as $marker) {
            if ($marker['state'] === Markers::UNPATCHED) {
                $open[] = $marker['id'];
            }
        }
        return $open;
    }

    private function fail(PatchState $state, Trouble $trouble): void
    {
        $state->phase = PatchState::IDLE;
        $state->trouble = ['code' => $trouble->reason(), 'detail' => $trouble->detail()];
        try {
            $this->records->save($state);
        } catch (CannotStore $full) {
            $this->records->show($state);
        }
    }

    /**
     * The history may be out of reach while it is written to; what was done is done.
     *
     * @param array<string, mixed> $details
     */
    private function note(string $person, string $asker, string $action, array $details): void
    {
        try {
            $this->journal->add($person, $asker, $action, $details);
        } catch (CannotStore $locked) {
            $this->log->trouble('patch: ' . $locked->getMessage());
        }
    }

    private function now(): string
    {
        return $this->clock->now()->format(DATE_ATOM);
    }

    private function uptime(): float
    {
        try {
            return $this->pace->uptime();
        } catch (CannotRead $hidden) {
            return 0.0;
        }
    }
}
