<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Rotation\OpenPlans;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * The person has the new secrets: they are shown to nobody any more, from this moment on.
 */
final class CloseSheet implements WriteEndpoint
{
    private OpenPlans $plans;
    private RunningPlan $running;
    private PlanCounter $counter;
    private RotationNotes $notes;

    public function __construct(OpenPlans $plans, RunningPlan $running, PlanCounter $counter, RotationNotes $notes)
    {
        $this->plans = $plans;
        $this->running = $running;
        $this->counter = $counter;
        $this->notes = $notes;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'plans/sheet-closed';
    }

    public function fields(): array
    {
        return ['id'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $id = $fields->text('id', Intake::ID);
        if ($this->plans->mustBeOpen($id)['person'] !== $caller->name()) {
            throw new PlanRefused(PlanRefused::OTHER_PERSON);
        }
        $wish = new Wish(Wish::SHEET_CLOSED, $id, $caller->name(), $caller->address());
        return function () use ($id, $wish): Written {
            // Whoever plays hears no wish but those about its own plan.
            $this->running->mustBeFree();
            $this->notes->closeSheet($id);
            return new Written(Answer::json(202, ['id' => $id]), ['plan' => $id], function () use ($wish): void {
                $this->counter->wish($wish);
                $this->counter->ring();
            });
        };
    }
}
