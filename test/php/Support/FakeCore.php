<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;

/**
 * What each release would say of itself.
 */
final class FakeCore implements CoreTraits
{
    private const SETTINGS = [
        'Name' => 'PBX system', 'PBXVersion' => '2020.1.1', 'PBXLanguage' => 'en-en', 'PBXTimezone' => 'Europe/Moscow',
        'WEBPort' => '80', 'WEBHTTPSPort' => '443', 'SSHPort' => '22', 'SIPPort' => '5060', 'TLS_PORT' => '5061',
        'RTPPortFrom' => '10000', 'RTPPortTo' => '10200', 'IAXPort' => '4569', 'AMIPort' => '5038', 'AJAMPort' => '8088',
        'AJAMPortTLS' => '8089', 'PBXFirewallEnabled' => '0', 'PBXFail2BanEnabled' => '0', 'PBXAllowGuestCalls' => '0',
        'AMIEnabled' => '1', 'WebAdminLogin' => 'admin', 'WebAdminPassword' => 'admin', 'SSHLogin' => 'root',
        'SSHPassword' => 'admin', 'CloudInstanceId' => '', 'SSHDisablePasswordLogins' => '0', 'SSHAuthorizedKeys' => '',
    ];
    private const SETTINGS_2026 = [
        'PBXFirewallEnabled' => '1', 'PBXFail2BanEnabled' => '1', 'PBXFirewallMaxReqSec' => '0', 'SIPAuthPrefix' => '',
        'ARIEnabled' => '0', 'ARIAllowedOrigins' => '*',
    ];

    /** @var array<string, string> settings that a newer release has besides */
    public array $more = [];
    private string $release;

    public function __construct(string $release)
    {
        $this->release = $release;
    }

    public function settingDefaults(): array
    {
        return $this->more + ($this->release === '2026' ? self::SETTINGS_2026 + self::SETTINGS : self::SETTINGS);
    }

    public function firewallCategories(): array
    {
        $common = ['SIP', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP', 'MODULECTICLIENT'];
        return $this->release === '2026' ? array_merge($common, ['IAX']) : $common;
    }
}
