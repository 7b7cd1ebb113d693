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
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;

/**
 * Undoes a plan that was played, or some of its objects, unless somebody changed its objects since. What is put back, the player kept itself.
 */
final class UndoPlan implements WriteEndpoint
{
    private const MOST_OBJECTS = 2000;

    private PlanNonces $nonces;
    private PlanCounter $counter;
    private RunningPlan $running;
    private Clock $clock;

    public function __construct(PlanNonces $nonces, PlanCounter $counter, RunningPlan $running, Clock $clock)
    {
        $this->nonces = $nonces;
        $this->counter = $counter;
        $this->running = $running;
        $this->clock = $clock;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'plans/undo';
    }

    public function fields(): array
    {
        return ['id', 'nonce', 'only'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $of = $fields->text('id', Intake::ID);
        $nonce = $fields->text('nonce', PlanNonces::FORM);
        $only = $fields->isNull('only') ? [] : $fields->list('only', Intake::KEY, 1, self::MOST_OBJECTS);
        $asked = $caller->asked();
        return function () use ($of, $nonce, $only, $asked): Written {
            $this->running->mustBeFree();
            if (!$this->running->isUndoable($of)) {
                throw new PlanRefused(PlanRefused::NO_PLAN);
            }
            $id = bin2hex(random_bytes(8));
            if (!$this->nonces->use($nonce, $asked->person(), $asked->login(), $id)) {
                throw new PlanRefused(PlanRefused::NONCE);
            }
            $job = [
                'id' => $id,
                'undoOf' => $of,
                'only' => $only,
                'person' => $asked->person(),
                'address' => $asked->address(),
                'nonce' => PlanNonces::hash($nonce),
                'arrival' => ($this->nonces->arrival($nonce, $asked) ?? $asked->arrival())->written(),
                'at' => $this->clock->now()->format(DATE_ATOM),
            ];
            return new Written(Answer::json(202, ['id' => $id]), array_filter(['plan' => $id, 'undoes' => $of, 'only' => $only]), function () use ($job): void {
                $this->counter->handIn($job);
                $this->counter->ring();
            });
        };
    }
}
