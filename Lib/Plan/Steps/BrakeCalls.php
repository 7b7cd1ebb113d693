<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Brake\Brake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;

/**
 * Calls abroad and to dear numbers go out within limits only.
 */
final class BrakeCalls extends Lasting
{
    public static function kind(): string
    {
        return 'calls.brake';
    }

    public static function key(): string
    {
        return Config::BRAKE;
    }

    public static function fields(): array
    {
        return Brake::FIELDS;
    }

    public static function read(Fields $fields): Step
    {
        return new self(Brake::of($fields)->written());
    }

    public function parts(): array
    {
        return [];
    }

    public function told(): array
    {
        $brake = Brake::read($this->value());
        return ['kind' => self::kind()] + ($brake === null ? [] : $brake->told());
    }
}
