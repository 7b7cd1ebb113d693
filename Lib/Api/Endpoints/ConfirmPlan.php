<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Plan\Asked;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Phase;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PasswordProof;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;

/**
 * The person is still in: over a connection that was opened after the change was in force, theirs or that of a knock, or
 * signed in since. `same-connection` means that the browser used an older one; the page knocks and asks again.
 */
final class ConfirmPlan implements WriteEndpoint
{
    private PlanNonces $nonces;
    private RunningPlan $running;
    private const LONGEST_PASSWORD = 255;

    private PlanCounter $counter;
    private PasswordProof $proof;

    public function __construct(PlanNonces $nonces, RunningPlan $running, PlanCounter $counter, PasswordProof $proof)
    {
        $this->proof = $proof;
        $this->nonces = $nonces;
        $this->running = $running;
        $this->counter = $counter;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'plans/confirm';
    }

    public function fields(): array
    {
        return ['id', 'nonce', 'password'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $id = $fields->text('id', Intake::ID);
        $nonce = $fields->text('nonce', PlanNonces::FORM);
        $typed = $fields->isNull('password') ? null : $fields->secret('password', self::LONGEST_PASSWORD);
        $asked = $caller->asked();
        $arrival = $this->nonces->arrival($nonce, $asked) ?? $asked->arrival();
        $wish = new Wish(Wish::CONFIRM, $id, $asked->person(), $asked->address(), PlanNonces::hash($nonce), $arrival);
        return function () use ($id, $wish, $nonce, $asked, $typed): Written {
            $this->running->mustBe($id);
            if ($this->running->phase() !== Phase::WAITING) {
                $isLate = $this->running->reason() === PlanRefused::TOO_LATE;
                throw new PlanRefused($isLate ? PlanRefused::TOO_LATE : PlanRefused::NOT_WAITING);
            }
            $refusal = $this->running->refusal($wish);
            if ($refusal !== null) {
                throw new PlanRefused($refusal);
            }
            if ($this->running->beganLater() && !$this->isTheirs($nonce, $asked, $id)) {
                throw new PlanRefused(PlanRefused::NONCE);
            }
            $this->mustKnow($typed);
            return new Written(Answer::json(202, ['id' => $id]), ['plan' => $id], function () use ($wish): void {
                $this->counter->wish($wish);
            });
        };
    }

    /**
     * Whoever sets a password shows that they know it: compared with what is stored now, and from then on it is known to be good.
     *
     * @throws PlanRefused
     * @throws Refused
     * @throws CannotStore
     * @throws CannotRead
     */
    private function mustKnow(?Secret $typed): void
    {
        foreach ($this->running->logins() as $which) {
            if ($typed === null) {
                throw new PlanRefused(PlanRefused::NO_PASSWORD);
            }
            $outcome = $this->proof->prove($which, $typed, PasswordProof::BY_ACTION);
            if ($outcome['state'] === 'too-many-tries') {
                throw Refused::tooManyTries($outcome['waitSeconds']);
            }
            if ($outcome['state'] !== 'matched') {
                throw new PlanRefused(PlanRefused::WRONG_PASSWORD);
            }
        }
    }

    /**
     * The plan began by itself, long after its nonce was given: another one of the same person, for this plan alone from now on.
     *
     * @throws CannotStore
     */
    private function isTheirs(string $nonce, Asked $asked, string $plan): bool
    {
        return $this->nonces->hasBegun(PlanNonces::hash($nonce), $asked->person(), $plan)
            || $this->nonces->use($nonce, $asked->person(), $asked->login(), $plan);
    }
}
