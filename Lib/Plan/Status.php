<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanDesk;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;

/**
 * How far the plan is, for the API. What only the API needs to compare with is under `proof` and goes no further.
 */
final class Status
{
    private PlanDesk $desk;
    private PlanRecords $records;
    private Clock $clock;

    public function __construct(PlanDesk $desk, PlanRecords $records, Clock $clock)
    {
        $this->desk = $desk;
        $this->records = $records;
        $this->clock = $clock;
    }

    public function show(Record $record): void
    {
        $deadline = $record->phase === Phase::WAITING ? $record->deadline : null;
        $this->desk->publish([
            'id' => $record->id,
            'undoes' => $record->undoOf === '' ? null : $record->undoOf,
            'action' => $record->action === '' ? null : $record->action,
            'steps' => $record->steps,
            'comment' => $record->comment,
            'person' => $record->person,
            'address' => $record->address,
            'acceptedAt' => $record->acceptedAt,
            'endedAt' => $record->endedAt === '' ? null : $record->endedAt,
            'phase' => $record->phase,
            'reason' => $record->reason === '' ? null : $record->reason,
            'step' => $record->begun,
            'done' => $record->done,
            'missed' => self::missed($record),
            'confirmedBy' => $deadline === null ? null : $record->proof,
            'until' => $deadline === null ? null : $deadline->at()->format(DATE_ATOM),
            'objects' => (object) $record->objects,
            'edits' => Edits::shown($record),
            'connected' => $record->connected === null ? null : $record->connected->shown(),
            'undoable' => $this->records->ids(),
            'due' => $this->due(),
            'rotations' => $this->rotations(),
            'later' => $this->later(),
            'beganLater' => $record->later !== null,
            'shownAt' => $this->clock->now()->format(DATE_ATOM),
            'proof' => [
                'nonce' => $record->later === null ? $record->nonce : null,
                'epoch' => $record->reference === null ? '' : $record->reference->epoch(),
                'number' => $record->reference === null ? 0 : $record->reference->number(),
                'signInAfter' => $record->signInAfter,
                'deadline' => $deadline === null ? null : $deadline->written(),
            ],
        ]);
    }

    /**
     * The same, with what comes due, or begins later, as it is now.
     */
    public function renew(): void
    {
        $status = $this->desk->status() ?? ['id' => null, 'phase' => Phase::DISMISSED, 'objects' => (object) []];
        $now = ['undoable' => $this->records->ids(), 'due' => $this->due(), 'later' => $this->later()]
            + ['rotations' => $this->rotations()];
        $this->desk->publish($now + $status);
    }

    /**
     * @return list<array<string, mixed>>
     */
    private function due(): array
    {
        $shown = [];
        foreach ($this->records->due() as $due) {
            try {
                $played = $this->records->find($due->plan());
            } catch (CannotStore $damaged) {
                $played = null;
            }
            // Renewed secrets have a page of their own, as long as all is well.
            if ($played !== null && ($played->owners() === [] || $due->trouble() !== '')) {
                $shown[] = [
                    'id' => $due->plan(),
                    'steps' => self::ending($played),
                    'comment' => $played->comment,
                    'person' => $played->person,
                    'until' => $due->deadline()->at()->format(DATE_ATOM),
                    'trouble' => $due->trouble() === '' ? null : $due->trouble(),
                    'deadline' => $due->deadline()->written(),
                ];
            }
        }
        return $shown;
    }

    /**
     * Plans that renewed secrets, of which the earlier ones are still kept.
     *
     * @return list<string>
     */
    private function rotations(): array
    {
        $plans = [];
        foreach ($this->records->due() as $due) {
            try {
                $played = $due->trouble() === '' ? $this->records->find($due->plan()) : null;
            } catch (CannotStore $damaged) {
                $played = null;
            }
            if ($played !== null && $played->owners() !== []) {
                $plans[] = $played->id;
            }
        }
        return $plans;
    }

    /**
     * @return array<string, mixed>|null
     */
    private function later(): ?array
    {
        $record = $this->records->later();
        if ($record === null) {
            return null;
        }
        $later = $record->later;
        return [
            'id' => $record->id,
            'action' => $record->action === '' ? null : $record->action,
            'steps' => $record->steps,
            'comment' => $record->comment,
            'person' => $record->person,
            'address' => $record->address,
            'at' => $later === null ? null : $later->at()->format(DATE_ATOM),
            'until' => $later === null || $record->confirmSeconds === null ? null : $later->until()->format(DATE_ATOM),
            'phase' => $record->phase,
            'reason' => $record->reason === '' ? null : $record->reason,
        ];
    }

    /**
     * What is to end of it: of a rotation, that nobody was banned.
     *
     * @return list<array<string, bool|float|int|string>>
     */
    private static function ending(Record $played): array
    {
        return $played->owners() === [] ? $played->steps : array_values(array_filter(
            $played->steps,
            static function (array $step): bool {
                return ($step['kind'] ?? '') === 'fail2ban.patch';
            }
        ));
    }

    /**
     * @return list<array{step: int, detail: string}>
     */
    private static function missed(Record $record): array
    {
        $missed = [];
        foreach ($record->missed as $place => $why) {
            $missed[] = ['step' => $place, 'detail' => $why];
        }
        return $missed;
    }
}
