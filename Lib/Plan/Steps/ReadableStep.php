<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;

/**
 * A step that plans may hold (StepSchema of sites/checklist/actions/schema.ts).
 */
interface ReadableStep extends Step
{
    public static function kind(): string;

    /**
     * Names of its fields, besides `kind` and `says`.
     *
     * @return list<string>
     */
    public static function fields(): array;

    /**
     * @throws Refused when a field does not fit
     */
    public static function read(Fields $fields): Step;
}
