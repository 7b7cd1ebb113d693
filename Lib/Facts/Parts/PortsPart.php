<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;

/**
 * Ports of the settings.
 */
final class PortsPart implements DatabasePart
{
    private Settings $settings;
    private CoreTraits $core;

    public function __construct(Settings $settings, CoreTraits $core)
    {
        $this->settings = $settings;
        $this->core = $core;
    }

    public function name(): string
    {
        return 'ports';
    }

    public function read(): array
    {
        $hasIax = in_array('IAX', $this->core->firewallCategories(), true);
        return [
            'web' => $this->settings->port('WEBPort'),
            'webTls' => $this->settings->port('WEBHTTPSPort'),
            'ssh' => $this->settings->port('SSHPort'),
            'sip' => $this->settings->port('SIPPort'),
            'sipTls' => $this->settings->port('TLS_PORT'),
            'rtpFrom' => $this->settings->port('RTPPortFrom'),
            'rtpTo' => $this->settings->port('RTPPortTo'),
            'iax' => $hasIax ? $this->settings->port('IAXPort') : null,
            'ami' => $this->settings->port('AMIPort'),
            'ajam' => $this->settings->port('AJAMPort'),
            'ajamTls' => $this->settings->port('AJAMPortTLS'),
        ];
    }
}
