<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

/**
 * Which parts of the facts a change of Core's data touches: by the model, of settings by their key. That a key of the API
 * was used, which Core writes every minute, touches none.
 */
final class Touched
{
    private const SETTINGS = 'PbxSettings';
    private const KEYS = 'ApiKeys';
    private const USED = 'last_used_at';
    private const BY_MODEL = [
        'NetworkFilters' => ['firewall'],
        'FirewallRules' => ['firewall'],
        'Fail2BanRules' => ['fail2ban'],
        'LanInterfaces' => ['network'],
        'NetworkStaticRoutes' => ['network'],
        'Sip' => ['accounts', 'providers', 'secrets'],
        'SipHosts' => ['providers'],
        'Iax' => ['providers', 'secrets'],
        'Users' => ['accounts', 'secrets'],
        'Extensions' => ['accounts', 'secrets'],
        'OutgoingRoutingTable' => ['outboundRoutes'],
        'AsteriskManagerUsers' => ['ami', 'secrets'],
        'AsteriskRestUsers' => ['ari', 'secrets'],
        self::KEYS => ['apiKeys'],
        'PbxExtensionModules' => ['modules', 'extraRules'],
        'CustomFiles' => ['extraRules'],
    ];
    private const BY_SETTING = [
        '/^(?:WEB.*Port|SSHPort|SIPPort|TLS_PORT|RTPPort(?:From|To)|IAXPort|AMIPort|AJAMPort(?:TLS)?)$/D' => ['ports'],
        '/^PBXFirewall/' => ['firewall'],
        '/^PBX(?:Fail2Ban|SecurityMode)/' => ['fail2ban'],
        '/^(?:SIPAuthPrefix|PBXAllowGuestCalls)$/D' => ['sip'],
        '/^WebAdmin(?:Login|Password)$/D' => ['webLogin'],
        '/^SSH/' => ['ssh'],
        '/^AMI/' => ['ami'],
        '/^ARI/' => ['ari'],
        // A password that is the name of the company counts as guessable.
        '/^Name$/D' => ['secrets'],
        '/^PBXVersion$/D' => ['system', 'patch'],
    ];

    /**
     * @param string $model    class of Core, with or without its namespace
     * @param string $recordId of a setting: its key
     * @param mixed  $fields   names of the changed columns, where Core tells them
     *
     * @return list<string>
     */
    public static function by(string $model, string $recordId, $fields = null): array
    {
        $place = strrpos($model, '\\');
        $name = $place === false ? $model : substr($model, $place + 1);
        if ($name === self::KEYS && $fields === [self::USED]) {
            return [];
        }
        if ($name !== self::SETTINGS) {
            return self::BY_MODEL[$name] ?? [];
        }
        foreach (self::BY_SETTING as $pattern => $parts) {
            if (preg_match($pattern, $recordId) === 1) {
                return $parts;
            }
        }
        return [];
    }
}
