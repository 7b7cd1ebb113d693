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
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Rotation\OpenPlans;

/**
 * All phones have their new secrets, or a person does not want to wait: the old ones are wiped now. Any administrator may.
 */
final class FinishRotation implements WriteEndpoint
{
    private OpenPlans $plans;
    private RunningPlan $running;
    private PlanCounter $counter;

    public function __construct(OpenPlans $plans, RunningPlan $running, PlanCounter $counter)
    {
        $this->plans = $plans;
        $this->running = $running;
        $this->counter = $counter;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'plans/rotated';
    }

    public function fields(): array
    {
        return ['id'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $id = $fields->text('id', Intake::ID);
        $this->plans->mustBeOpen($id);
        $wish = new Wish(Wish::FINISHED, $id, $caller->name(), $caller->address());
        return function () use ($id, $wish): Written {
            // Whoever plays hears no wish but those about its own plan.
            $this->running->mustBeFree();
            return new Written(Answer::json(202, ['id' => $id]), ['plan' => $id], function () use ($wish): void {
                $this->counter->wish($wish);
                $this->counter->ring();
            });
        };
    }
}
