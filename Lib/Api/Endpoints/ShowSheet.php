<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\SheetDoor;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Rotation\OpenPlans;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Sheet;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * The one way out for new secrets. That they were shown is in the journal; they are not.
 */
final class ShowSheet implements WriteEndpoint
{
    private const LONGEST_CONSENT = 40;

    private OpenPlans $plans;
    private SheetDoor $door;
    private Sheet $sheet;
    private RotationNotes $notes;
    private RootReadings $root;

    public function __construct(OpenPlans $plans, SheetDoor $door, Sheet $sheet, RotationNotes $notes, RootReadings $root)
    {
        $this->plans = $plans;
        $this->door = $door;
        $this->sheet = $sheet;
        $this->notes = $notes;
        $this->root = $root;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'plans/sheet';
    }

    public function fields(): array
    {
        return ['id', 'consent'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $id = $fields->text('id', Intake::ID);
        $consent = $fields->line('consent', self::LONGEST_CONSENT);
        $rotation = $this->plans->mustBeOpen($id);
        $this->door->mustLetIn($rotation, $caller, $consent);
        $rows = $this->sheet->rows($rotation, RotationNotes::registered($this->root) + $this->notes->phones($id));
        $told = ['plan' => $id, 'count' => count($rows), 'encrypted' => $caller->isEncrypted()];
        return function () use ($rotation, $caller, $consent, $rows, $told): Written {
            // Somebody may have said meanwhile that they have it.
            $this->door->mustLetIn($rotation, $caller, $consent);
            return new Written(Answer::json(200, ['rows' => $rows]), $told);
        };
    }
}
