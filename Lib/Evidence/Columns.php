<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * What of Core's database goes into the evidence: these columns, and no other one, whatever later releases have. Free text, in which people keep passwords, and
 * everything that programs run by, stays on the PBX.
 */
final class Columns
{
    public const SETTINGS = 'm_PbxSettings';

    public const ALLOWED = [
        'm_NetworkFilters' => ['id', 'permit', 'deny', 'newer_block_ip', 'local_network', 'priority'],
        'm_FirewallRules' => [
            'id', 'protocol', 'portfrom', 'portto', 'networkfilterid', 'action', 'category', 'portFromKey', 'portToKey',
        ],
        'm_Fail2BanRules' => ['id', 'maxretry', 'bantime', 'findtime', 'whitelist'],
        'm_Sip' => [
            'id', 'uniqid', 'disabled', 'extension', 'type', 'registration_type', 'host', 'port', 'transport', 'outbound_proxy',
            'fromdomain', 'nat', 'dtmfmode', 'qualify', 'qualifyfreq', 'networkfilterid', 'disablefromuser', 'noregister',
            'receive_calls_without_auth', 'enableRecording', 'weakSecret',
        ],
        'm_SipHosts' => ['id', 'provider_id', 'address'],
        'm_Iax' => ['id', 'uniqid', 'host', 'qualify', 'disabled', 'noregister', 'registration_type', 'networkfilterid'],
        'm_Providers' => ['id', 'uniqid', 'type', 'sipuid', 'iaxuid'],
        'm_Extensions' => [
            'id', 'number', 'type', 'callerid', 'userid', 'show_in_phonebook', 'public_access', 'is_general_user_number',
        ],
        'm_ExtensionForwardingRights' => [
            'id', 'extension', 'forwarding', 'forwardingonbusy', 'forwardingonunavailable', 'ringlength',
        ],
        'm_ExternalPhones' => ['id', 'extension', 'uniqid', 'dialstring', 'disabled'],
        'm_Users' => ['id', 'username', 'email', 'language'],
        'm_OutgoingRoutingTable' => [
            'id', 'rulename', 'providerid', 'priority', 'numberbeginswith', 'restnumbers', 'trimfrombegin', 'prepend',
        ],
        'm_IncomingRoutingTable' => [
            'id', 'rulename', 'number', 'extension', 'provider', 'priority', 'timeout', 'action', 'audio_message_id',
        ],
        'm_OutWorkTimes' => [
            'id', 'date_from', 'date_to', 'weekday_from', 'weekday_to', 'time_from', 'time_to', 'action', 'extension', 'priority',
        ],
        'm_OutWorkTimesRouts' => ['id', 'timeConditionId', 'routId'],
        'm_CallQueues' => ['id', 'uniqid', 'name', 'extension', 'strategy', 'timeout_extension'],
        'm_CallQueueMembers' => ['id', 'queue', 'extension', 'priority'],
        'm_IvrMenu' => ['id', 'uniqid', 'extension', 'name', 'timeout', 'timeout_extension', 'allow_enter_any_internal_extension'],
        'm_IvrMenuActions' => ['id', 'ivr_menu_id', 'digits', 'extension'],
        'm_ConferenceRooms' => ['id', 'uniqid', 'extension', 'name'],
        'm_DialplanApplications' => ['id', 'uniqid', 'name', 'extension', 'type'],
        'm_CustomFiles' => ['id', 'filepath', 'mode', 'changed'],
        'm_LanInterfaces' => [
            'id', 'name', 'interface', 'vlanid', 'subnet', 'ipaddr', 'gateway', 'topology', 'extipaddr', 'exthostname', 'hostname',
            'domain', 'primarydns', 'secondarydns', 'dhcp', 'internet', 'disabled', 'ipv6addr', 'ipv6_mode', 'ipv6_subnet', 'ipv6_gateway',
        ],
        'm_NetworkStaticRoutes' => ['id', 'network', 'subnet', 'gateway', 'interface', 'priority'],
        'm_AsteriskManagerUsers' => [
            'id', 'username', 'call', 'cdr', 'originate', 'reporting', 'agent', 'config', 'dialplan', 'dtmf', 'log', 'system', 'user',
            'verbose', 'command', 'networkfilterid', 'weakSecret',
        ],
        'm_AsteriskRestUsers' => ['id', 'username', 'applications', 'weakPassword'],
        'm_ApiKeys' => ['id', 'networkfilterid', 'full_permissions', 'allowed_paths', 'created_at', 'last_used_at'],
        'm_PbxExtensionModules' => [
            'id', 'uniqid', 'name', 'version', 'developer', 'supportemail', 'path', 'disabled', 'disableReason',
        ],
        'm_Storage' => ['id', 'name', 'device', 'filesystemtype', 'media'],
        'm_Codecs' => ['id', 'name', 'type', 'priority', 'disabled'],
    ];

    /** Keys of settings whose values say nothing that opens anything. */
    public const SETTINGS_ALLOWED = [
        'Name', 'PBXVersion', 'PBXLanguage', 'WebAdminLanguage', 'SSHLanguage', 'PBXTimezone', 'NTPServer', 'PBXManualTimeSettings',
        'VirtualHardwareType', 'WEBPort', 'WEBHTTPSPort', 'RedirectToHttps', 'SSHPort', 'SSHDisablePasswordLogins', 'SIPPort', 'TLS_PORT',
        'externalSIPPort', 'externalTLSPort', 'SIPDefaultExpiry', 'SIPMinExpiry', 'SIPMaxExpiry', 'RTPPortFrom', 'RTPPortTo', 'RTPStunServer',
        'UseWebRTC', 'IAXPort', 'AMIEnabled', 'AMIPort', 'AJAMEnabled', 'AJAMPort', 'AJAMPortTLS', 'ARIEnabled', 'ARIAllowedOrigins',
        'MailEnableNotifications', 'MailSMTPUseTLS', 'MailSMTPCertCheck', 'MailSMTPHost', 'MailSMTPPort', 'PBXInternalExtensionLength',
        'PBXRecordCalls', 'PBXRecordCallsInner', 'PBXRecordSavePeriod', 'PBXRecordS3LocalDays', 'PBXFirewallEnabled', 'PBXFail2BanEnabled',
        'PBXFirewallMaxReqSec', 'PBXRateLimitEnabled', 'PBXSecurityMode', 'PBXAllowGuestCalls', 'RestartEveryNight', 'SendMetrics',
        'DisableAllModules', 'SendLoginNotifications', 'enableUseNat', 'ExternalSipHostName', 'ExternalSipIpAddr', 'autoUpdateExternalIp',
    ];
}
