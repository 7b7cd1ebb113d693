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
 * What was to begin later does not; or a person has seen that it did not, or went back. Any administrator may, also while another
 * plan is played.
 */
final class CancelPlan implements WriteEndpoint
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
        return 'plans/cancel';
    }

    public function fields(): array
    {
        return ['id'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $id = $fields->text('id', Intake::ID);
        $wish = new Wish(Wish::CANCEL, $id, $caller->name(), $caller->address());
        return function () use ($id, $wish): Written {
            $this->running->mustBeLater($id);
            return new Written(Answer::json(202, ['id' => $id]), ['plan' => $id], function () use ($wish): void {
                $this->counter->wish($wish);
                $this->counter->ring();
            });
        };
    }
}
