<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;

/**
 * The firewall alone.
 */
final class SwitchFirewall extends Switching
{
    public static function kind(): string
    {
        return 'firewall.switch';
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->truth('enabled'));
    }

    public function parts(): array
    {
        return ['firewall', 'ports'];
    }

    protected static function key(): string
    {
        return Config::FIREWALL;
    }
}
