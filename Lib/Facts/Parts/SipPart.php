<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;

/**
 * Settings of SIP authentication.
 */
final class SipPart implements DatabasePart
{
    private Settings $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    public function name(): string
    {
        return 'sip';
    }

    public function read(): array
    {
        return [
            'authSuffix' => $this->settings->find('SIPAuthPrefix'),
            'guestCalls' => $this->settings->isOn('PBXAllowGuestCalls'),
        ];
    }
}
