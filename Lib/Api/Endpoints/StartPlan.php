<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Plan\Acceptance;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Player;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * Hands a plan to the player, which runs as root and looks at everything once more.
 */
final class StartPlan implements WriteEndpoint
{
    private PlanNonces $nonces;
    private Acceptance $acceptance;
    private ConfigReader $config;
    private PlanCounter $counter;
    private RunningPlan $running;
    private Clock $clock;
    private RotationNotes $notes;
    private RootReadings $root;

    public function __construct(
        PlanNonces $nonces,
        Acceptance $acceptance,
        ConfigReader $config,
        PlanCounter $counter,
        RunningPlan $running,
        Clock $clock,
        RotationNotes $notes,
        RootReadings $root
    ) {
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
        return ['plan', 'nonce', 'comment', 'ends'];
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
        $asked = $caller->asked();
        $this->running->mustBeFree();
        $arrival = $this->nonces->arrival($nonce, $asked);
        if ($arrival === null) {
            throw new PlanRefused(PlanRefused::NONCE);
        }
        $asked = $asked->arrived($arrival);
        $this->acceptance->check($plan, $this->config->read($plan->owners()), $asked);
        $phones = $plan->isRotation() ? RotationNotes::registered($this->root) : [];
        return function () use ($nonce, $comment, $ends, $json, $plan, $asked, $phones): Written {
            $this->running->mustBeFree();
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
                'person' => $asked->person(),
                'address' => $asked->address(),
                'nonce' => PlanNonces::hash($nonce),
                'arrival' => $asked->arrival()->written(),
                'at' => $this->clock->now()->format(DATE_ATOM),
            ];
            return new Written(
                Answer::json(202, ['id' => $id]),
                array_filter(['plan' => $id, 'action' => $plan->action(), 'comment' => $comment]),
                function () use ($job): void {
                    $this->counter->handIn($job);
                    $this->counter->ring();
                }
            );
        };
    }
}
