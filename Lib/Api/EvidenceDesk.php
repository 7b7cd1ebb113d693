<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;
use Modules\ModuleSecurityChecklist\Lib\Plan\Expected;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceCounter;

/**
 * What is asked of the evidence, before root has it. Only who asked for it gets it; every administrator may take it away.
 */
final class EvidenceDesk
{
    private EvidenceCounter $counter;
    private EvidenceTickets $tickets;
    private Clock $clock;

    public function __construct(EvidenceCounter $counter, EvidenceTickets $tickets, Clock $clock)
    {
        $this->counter = $counter;
        $this->tickets = $tickets;
        $this->clock = $clock;
    }

    /**
     * @throws Refused
     */
    public function mustBeEmpty(): void
    {
        if ($this->isExpected() || $this->field('id') !== null) {
            throw Refused::evidenceThere();
        }
    }

    /**
     * @throws Refused
     */
    public function mustBeThere(): void
    {
        if ($this->field('id') === null) {
            throw Refused::noEvidence();
        }
    }

    /**
     * @throws Refused
     */
    public function mustHaveStopped(): void
    {
        $status = $this->status();
        $isStopped = in_array($status['phase'] ?? null, [EvidenceState::STOPPED, EvidenceState::READY], true);
        if ($this->isExpected() || !$isStopped || ($status['trouble'] ?? null) === null || $this->field('id') === null) {
            throw Refused::noEvidence();
        }
    }

    /**
     * @param array<string, string> $fields
     * @param array<string, mixed>  $told   for the history
     */
    public function order(array $fields, array $told, Caller $caller): Written
    {
        $id = bin2hex(random_bytes(8));
        $order = $fields + [
            'id' => $id,
            'person' => $caller->name(),
            'asker' => $caller->address(),
            'at' => $this->clock->now()->format(DATE_ATOM),
        ];
        return new Written(Answer::json(202, ['id' => $id]), $told, function () use ($order): void {
            $this->counter->handIn($order);
            $this->counter->ring();
        });
    }

    /**
     * @throws Refused
     * @throws CannotRead
     */
    public function ticket(string $part, Caller $caller): string
    {
        $id = $this->mustHave($part);
        if ($this->field('person') !== $caller->name()) {
            throw Refused::otherPersonsEvidence();
        }
        return $this->tickets->make($id, $part, $caller->address());
    }

    /**
     * @return string|null part that it is for; null: it is no good
     *
     * @throws CannotRead
     */
    public function part(string $ticket, string $address): ?string
    {
        $part = $this->tickets->part($ticket, $this->field('id') ?? '', $address);
        try {
            return $part === null || $this->mustHave($part) === '' ? null : $part;
        } catch (Refused $gone) {
            return null;
        }
    }

    /**
     * @return string id of the archive
     *
     * @throws Refused
     */
    private function mustHave(string $part): string
    {
        $archive = $this->status()['archive'] ?? null;
        $recordings = is_array($archive) ? $archive['recordings'] ?? null : null;
        $holder = $part === 'archive' ? $archive : $recordings;
        $id = $this->field('id');
        if ($id === null || !is_array($holder) || !is_string($holder['sha256'] ?? null)) {
            throw Refused::noEvidence();
        }
        return $id;
    }

    /**
     * Root may still begin what was handed in.
     */
    private function isExpected(): bool
    {
        return Expected::is($this->counter->handedInAt(), $this->clock->now());
    }

    private function field(string $name): ?string
    {
        $archive = $this->status()['archive'] ?? null;
        $value = is_array($archive) ? $archive[$name] ?? null : null;
        return is_string($value) ? $value : null;
    }

    /**
     * @return array<mixed>
     */
    private function status(): array
    {
        return $this->counter->status() ?? [];
    }
}
