<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use DateTimeImmutable;
use Exception;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\SetPassword;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;

/**
 * The plan that is being played, or was last, as the API knows it from what the player says.
 */
final class RunningPlan
{
    /** Handed in, and not taken yet. */
    public const ASKED = 'asked';

    /** Somebody who says nothing for so long is not there. */
    private const SECONDS_SILENT = 20;

    private PlanCounter $counter;
    private Pace $pace;
    private Clock $clock;

    public function __construct(PlanCounter $counter, Pace $pace, Clock $clock)
    {
        $this->counter = $counter;
        $this->pace = $pace;
        $this->clock = $clock;
    }

    /**
     * For the page; null: there was none yet.
     *
     * @return array<mixed>|null
     */
    public function shown(): ?array
    {
        $status = $this->counter->status();
        // Of what nobody took up in time nobody can say more than that.
        $asked = ['phase' => self::ASKED, 'silent' => !Expected::is($this->counter->handedInAt(), $this->clock->now())];
        $isAsked = $this->counter->hasJob();
        if ($status === null) {
            return $isAsked ? ['id' => null] + $asked : null;
        }
        $shown = $status;
        unset($shown['proof']);
        $shown['objects'] = (object) (is_array($status['objects'] ?? null) ? $status['objects'] : []);
        $shown['edits'] = self::edits($status['edits'] ?? null);
        $shown['secondsLeft'] = $this->secondsLeft($status);
        $shown['due'] = $this->due($status);
        $shown['silent'] = !$this->isOver($status) && $this->isSilent($status);
        if ($isAsked && $this->isOver($status)) {
            $shown = $asked + $shown;
        }
        return $shown;
    }

    /**
     * What was written down as an object is a list where it was empty.
     *
     * @param mixed $edits
     *
     * @return array<mixed>|null
     */
    private static function edits($edits): ?array
    {
        if (!is_array($edits)) {
            return null;
        }
        $states = static function (string $name) use ($edits): object {
            return (object) (is_array($edits[$name] ?? null) ? $edits[$name] : []);
        };
        return [
            'inForce' => ($edits['inForce'] ?? null) === true,
            'before' => $states('before'),
            'after' => $states('after'),
        ];
    }

    /**
     * One plan at a time; one that is stuck counts until a person deals with it.
     *
     * @throws PlanRefused
     */
    public function mustBeFree(): void
    {
        $status = $this->counter->status();
        if (Expected::is($this->counter->handedInAt(), $this->clock->now()) || ($status !== null && !$this->isOver($status))) {
            throw new PlanRefused(PlanRefused::RUNNING);
        }
    }

    /**
     * @throws PlanRefused
     */
    public function mustBe(string $id): void
    {
        if ($this->text('id') !== $id || $id === '') {
            throw new PlanRefused(PlanRefused::NO_PLAN);
        }
    }

    public function phase(): string
    {
        return $this->text('phase');
    }

    /**
     * Whose password it sets.
     *
     * @return list<LoginKnowledge::WEB|LoginKnowledge::SSH>
     */
    public function logins(): array
    {
        $steps = $this->counter->status()['steps'] ?? null;
        $logins = [];
        foreach (is_array($steps) ? $steps : [] as $step) {
            $which = is_array($step) && ($step['kind'] ?? '') === SetPassword::kind() ? $step['which'] ?? null : null;
            if ($which === LoginKnowledge::WEB || $which === LoginKnowledge::SSH) {
                $logins[] = $which;
            }
        }
        return $logins;
    }

    public function reason(): string
    {
        return $this->text('reason');
    }

    /**
     * Why this wish would not confirm it; null: it does, as far as can be told from here.
     *
     * @phpstan-return value-of<PlanRefused::ALL>|null
     */
    public function refusal(Wish $wish): ?string
    {
        $proof = $this->counter->status()['proof'] ?? null;
        $proof = is_array($proof) ? $proof : [];
        return Confirming::refusal(
            new Confirmable(
                $this->text('person'),
                $this->text('address'),
                $this->beganLater() ? null : (is_string($proof['nonce'] ?? null) ? $proof['nonce'] : ''),
                Connection::read($proof),
                is_int($proof['signInAfter'] ?? null) ? $proof['signInAfter'] : null
            ),
            $wish
        );
    }

    /**
     * What comes due, and what did not work out: with the time that is left, by the clocks of this machine.
     *
     * @param array<mixed> $status
     *
     * @return list<array<mixed>>
     */
    private function due(array $status): array
    {
        $shown = [];
        foreach (is_array($status['due'] ?? null) ? $status['due'] : [] as $due) {
            if (is_array($due)) {
                $shown[] = ['secondsLeft' => $this->until($due['deadline'] ?? null)] + array_diff_key($due, ['deadline' => true]);
            }
        }
        return $shown;
    }

    /**
     * @throws PlanRefused
     */
    public function mustBeDue(string $id): void
    {
        if (!in_array($id, array_column($this->due($this->counter->status() ?? []), 'id'), true)) {
            throw new PlanRefused(PlanRefused::NO_PLAN);
        }
    }

    public function hasRoomForDue(): bool
    {
        return count($this->due($this->counter->status() ?? [])) < Calendar::MOST;
    }

    /**
     * It began by itself: then any nonce of the person confirms it.
     */
    public function beganLater(): bool
    {
        return ($this->counter->status()['beganLater'] ?? null) === true;
    }

    /**
     * One at a time: a second one would rest on what the first one changes.
     *
     * @throws PlanRefused
     */
    public function mustHaveNoLater(): void
    {
        $later = $this->later();
        if (($later['phase'] ?? null) === Phase::ACCEPTED) {
            throw new PlanRefused(PlanRefused::ANOTHER_LATER);
        }
    }

    /**
     * @throws PlanRefused
     */
    public function mustBeLater(string $id): void
    {
        if (($this->later()['id'] ?? null) !== $id) {
            throw new PlanRefused(PlanRefused::NO_PLAN);
        }
    }

    /**
     * @return array<mixed>
     */
    private function later(): array
    {
        $later = $this->counter->status()['later'] ?? null;
        return is_array($later) ? $later : [];
    }

    public function isUndoable(string $id): bool
    {
        $undoable = $this->counter->status()['undoable'] ?? null;
        return is_array($undoable) && in_array($id, $undoable, true);
    }

    /**
     * @param array<mixed> $status
     */
    private function isOver(array $status): bool
    {
        return is_string($status['phase'] ?? null) && Phase::isOver($status['phase']);
    }

    /**
     * @param array<mixed> $status
     */
    private function isSilent(array $status): bool
    {
        try {
            $shownAt = new DateTimeImmutable(is_string($status['shownAt'] ?? null) ? $status['shownAt'] : '@0');
        } catch (Exception $unreadable) {
            return true;
        }
        return $this->clock->now()->getTimestamp() - $shownAt->getTimestamp() > self::SECONDS_SILENT;
    }

    /**
     * @param array<mixed> $status
     */
    private function secondsLeft(array $status): ?int
    {
        $proof = is_array($status['proof'] ?? null) ? $status['proof'] : [];
        return $this->until($proof['deadline'] ?? null);
    }

    /**
     * @param mixed $written
     */
    private function until($written): ?int
    {
        $deadline = is_array($written) ? Deadline::read($written) : null;
        if ($deadline === null) {
            return null;
        }
        try {
            $left = $deadline->secondsLeft($this->pace->boot(), $this->pace->uptime(), $this->clock->now());
        } catch (CannotRead $timeless) {
            return null;
        }
        return max(0, (int) ceil($left));
    }

    private function text(string $name): string
    {
        $value = $this->counter->status()[$name] ?? '';
        return is_string($value) ? $value : '';
    }
}
