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
use Modules\ModuleSecurityChecklist\Lib\Plan\Acceptance;
use Modules\ModuleSecurityChecklist\Lib\Plan\Appointment;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Plan;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Player;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Envelope;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\NewPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Secrets\PasswordPolicy;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * Hands a plan to the player, which runs as root and looks at everything once more.
 */
final class StartPlan implements WriteEndpoint
{
    private const WALL = '/\A\d{4}-\d\d-\d\dT\d\d:\d\d\z/';
    private const ZONE = '/\A[A-Za-z0-9_+\/-]{1,64}\z/';

    private PlanNonces $nonces;
    private Acceptance $acceptance;
    private ConfigReader $config;
    private PlanCounter $counter;
    private RunningPlan $running;
    private Clock $clock;
    private RotationNotes $notes;
    private RootReadings $root;
    private NewPasswords $passwords;
    private Envelope $envelope;

    public function __construct(
        PlanNonces $nonces,
        Acceptance $acceptance,
        ConfigReader $config,
        PlanCounter $counter,
        RunningPlan $running,
        Clock $clock,
        RotationNotes $notes,
        RootReadings $root,
        NewPasswords $passwords,
        Envelope $envelope
    ) {
        $this->passwords = $passwords;
        $this->envelope = $envelope;
        $this->nonces = $nonces;
        $this->acceptance = $acceptance;
        $this->config = $config;
        $this->counter = $counter;
        $this->running = $running;
        $this->clock = $clock;
        $this->notes = $notes;
        $this->root = $root;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'plans';
    }

    public function fields(): array
    {
        return ['plan', 'nonce', 'comment', 'ends', 'later', 'typed'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $nonce = $fields->text('nonce', PlanNonces::FORM);
        $comment = $fields->line('comment', Record::COMMENT);
        $ends = $fields->isNull('ends') ? null : $fields->number('ends', Intake::SHORTEST, Intake::LONGEST);
        $json = $fields->object('plan');
        $plan = (new PlanReader())->read($json);
        $isTooLong = $plan->isRotation() && $ends !== null && $ends > Player::SECONDS_KEPT;
        if ($ends !== null && ($isTooLong || !$plan->canEnd())) {
            throw $fields->unfit('ends');
        }
        $typed = $fields->isNull('typed') ? null : $fields->secret('typed', PasswordPolicy::LONGEST);
        if (($typed !== null) !== $plan->setsPasswords()) {
            throw $fields->unfit('typed');
        }
        $later = $fields->isNull('later') ? null : $this->later($fields);
        $isNow = $plan->isRotation() || $typed !== null || $plan->isWatching() || $plan->lasting() !== [];
        if ($later !== null && ($ends !== null || $isNow)) {
            throw $fields->unfit('later');
        }
        $asked = $caller->asked();
        $this->running->mustBeFree();
        $arrival = $this->nonces->arrival($nonce, $asked);
        if ($arrival === null) {
            throw new PlanRefused(PlanRefused::NONCE);
        }
        $asked = $asked->arrived($arrival);
        $this->acceptance->check($plan, $this->config->read($plan->owners()), $asked);
        $closed = $typed === null ? '' : $this->close($plan, $typed);
        $phones = $plan->isRotation() ? RotationNotes::registered($this->root) : [];
        return function () use ($nonce, $comment, $ends, $later, $json, $plan, $asked, $phones, $closed): Written {
            $this->running->mustBeFree();
            if ($later !== null) {
                $this->running->mustHaveNoLater();
            }
            if (($ends !== null || $plan->isRotation()) && !$this->running->hasRoomForDue()) {
                throw new PlanRefused(PlanRefused::RUNNING);
            }
            $id = bin2hex(random_bytes(8));
            if (!$this->nonces->use($nonce, $asked->person(), $asked->login(), $id)) {
                throw new PlanRefused(PlanRefused::NONCE);
            }
            if ($plan->isRotation()) {
                $this->notes->keepPhones($id, $phones);
            }
            $job = [
                'id' => $id,
                'plan' => PlanReader::essence($json),
                'undoOf' => '',
                'comment' => $comment,
                'ends' => $ends,
                'later' => $later,
                'person' => $asked->person(),
                'address' => $asked->address(),
                'nonce' => PlanNonces::hash($nonce),
                'arrival' => $asked->arrival()->written(),
                'at' => $this->clock->now()->format(DATE_ATOM),
            ] + array_filter(['typed' => $closed, 'session' => $asked->session()]);
            return new Written(
                Answer::json(202, ['id' => $id]),
                array_filter(['plan' => $id, 'action' => $plan->action(), 'comment' => $comment, 'at' => $later['at'] ?? '']),
                function () use ($job): void {
                    $this->counter->handIn($job);
                    $this->counter->ring();
                }
            );
        };
    }

    /**
     * Judged here, for every login that gets it; root makes sure that Core can store it.
     *
     * @throws PlanRefused
     * @throws CannotRead
     */
    private function close(Plan $plan, Secret $typed): string
    {
        foreach ($plan->owners() as $owner) {
            $which = $owner === LoginKnowledge::SSH ? LoginKnowledge::SSH : LoginKnowledge::WEB;
            if (!$this->passwords->judge($which, $typed)['fits']) {
                throw new PlanRefused(PlanRefused::WEAK_PASSWORD);
            }
        }
        return $this->envelope->close($typed);
    }

    /**
     * By the calendar of the PBX, if it is the one that the page has shown.
     *
     * @return array{at: string, until: string}
     *
     * @throws Refused
     * @throws PlanRefused
     */
    private function later(Fields $fields): array
    {
        $later = $fields->childOrNull('later', ['at', 'until', 'zone']);
        if ($later === null) {
            throw $fields->unfit('later');
        }
        $now = $this->clock->now();
        $shown = @timezone_open($later->text('zone', self::ZONE));
        if ($shown === false) {
            throw $later->unfit('zone');
        }
        $times = [];
        foreach (['at', 'until'] as $name) {
            $wall = $later->text($name, self::WALL);
            $time = Appointment::moment($wall, $now->getTimezone());
            if ($time === null) {
                throw $later->unfit($name);
            }
            if ($time->setTimezone($shown)->getOffset() !== $time->getOffset()) {
                throw new PlanRefused(PlanRefused::OTHER_CLOCK);
            }
            $times[$name] = $time;
        }
        if (!Appointment::isPossible($times['at'], $times['until'], $now)) {
            throw $later->unfit('at');
        }
        return ['at' => $times['at']->format(DATE_ATOM), 'until' => $times['until']->format(DATE_ATOM)];
    }
}
