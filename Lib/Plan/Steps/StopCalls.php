<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Isolation\CallsStop;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;

/**
 * No call goes out over a provider any more, but to these numbers.
 */
final class StopCalls extends Lasting
{
    public static function kind(): string
    {
        return 'calls.stop';
    }

    public static function key(): string
    {
        return Config::CALLS;
    }

    public static function fields(): array
    {
        return ['numbers'];
    }

    public static function read(Fields $fields): Step
    {
        return new self((new CallsStop($fields->list('numbers', CallsStop::NUMBER, 0, CallsStop::MOST)))->written());
    }

    public function parts(): array
    {
        return [];
    }

    /**
     * Whoever shuts everybody out is not to be kept from it by a dialplan.
     */
    public function mayMiss(): bool
    {
        return true;
    }

    public function told(): array
    {
        $stopped = CallsStop::read($this->value());
        return ['kind' => self::kind(), 'numbers' => $stopped === null ? [] : $stopped->numbers()];
    }
}
