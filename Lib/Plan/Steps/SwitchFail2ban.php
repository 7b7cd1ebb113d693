<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;

/**
 * Intrusion protection alone.
 */
final class SwitchFail2ban extends Switching
{
    public static function kind(): string
    {
        return 'fail2ban.switch';
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->truth('enabled'));
    }

    public function parts(): array
    {
        return ['fail2ban'];
    }

    protected static function key(): string
    {
        return Config::FAIL2BAN;
    }
}
