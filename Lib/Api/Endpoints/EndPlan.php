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

/**
 * What was to stay for a while goes now; or a person has seen that it could not be taken away. Any administrator may.
 */
final class EndPlan implements WriteEndpoint
{
    private RunningPlan $running;
    private PlanCounter $counter;

    public function __construct(RunningPlan $running, PlanCounter $counter)
    {
        $this->running = $running;
        $this->counter = $counter;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'plans/end';
    }

    public function fields(): array
    {
        return ['id'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $id = $fields->text('id', Intake::ID);
        $wish = new Wish(Wish::END, $id, $caller->name(), $caller->address());
        return function () use ($id, $wish): Written {
            // Whoever plays hears no wish but those about its own plan.
            $this->running->mustBeFree();
            $this->running->mustBeDue($id);
            return new Written(Answer::json(202, ['id' => $id]), ['of' => $id], function () use ($wish): void {
                $this->counter->wish($wish);
                $this->counter->ring();
            });
        };
    }
}
