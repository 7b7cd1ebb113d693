<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Root;

/**
 * Everything that the root worker answers. None of it takes an argument: a plan lies in the private folder.
 */
final class Questions
{
    public const RULES_V4 = 'rules-v4';
    public const RULES_V6 = 'rules-v6';
    public const JAILS = 'jails';
    public const LXC = 'lxc';
    public const DEVICES = 'devices';
    public const VPN_PEERS = 'vpn-peers';
    public const SIGN_INS = 'sign-ins';
    public const PLANS = 'plans';
    public const ROTATION = 'rotation';
    public const RETURNS = 'returns';
    public const ISOLATION = 'isolation';
    public const TRACES = 'traces';
}
