<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Patch\Offer;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;
use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;
use Modules\ModuleSecurityChecklist\Lib\Plan\Expected;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchCounter;

/**
 * What is asked of the fix of 2024.1.114, before root has it. Root looks at all of it once more.
 */
final class PatchDesk
{
    private PatchCounter $counter;
    private Offer $offer;
    private RunningPlan $plans;
    private Clock $clock;

    public function __construct(PatchCounter $counter, Offer $offer, RunningPlan $plans, Clock $clock)
    {
        $this->counter = $counter;
        $this->offer = $offer;
        $this->plans = $plans;
        $this->clock = $clock;
    }

    /**
     * For this PBX, and nothing is being done.
     *
     * @throws Refused
     * @throws CannotRead
     */
    public function mustBeFree(): void
    {
        try {
            $this->offer->mustStand();
        } catch (Trouble $elsewhere) {
            throw Refused::noPatch();
        }
        if ($this->isExpected() || $this->text('phase') !== PatchState::IDLE) {
            throw Refused::patchRunning();
        }
    }

    /**
     * What restarts services would take the way back from a plan that waits.
     *
     * @throws Refused
     * @throws CannotRead
     */
    public function mustBeAlone(): void
    {
        $this->mustBeFree();
        $this->plans->mustBeFree();
    }

    /**
     * Hash of the script that was looked at; '': none.
     */
    public function lookedAt(): string
    {
        $status = $this->counter->status();
        $script = $status['script'] ?? null;
        $sha256 = is_array($script) ? $script['sha256'] ?? '' : '';
        return is_string($sha256) ? $sha256 : '';
    }

    /**
     * Hash of the script that was run and is still there; '': none.
     */
    public function kept(): string
    {
        return $this->text('kept');
    }

    /**
     * @param array<string, string> $fields
     * @param array<string, string> $told   for the history
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
     * Root may still begin what was handed in.
     */
    private function isExpected(): bool
    {
        return Expected::is($this->counter->handedInAt(), $this->clock->now());
    }

    private function text(string $field): string
    {
        $status = $this->counter->status() ?? (new PatchState())->written();
        return is_string($status[$field] ?? null) ? $status[$field] : '';
    }
}
