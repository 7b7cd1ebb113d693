<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

/**
 * Plans as the page sends them.
 *
 * @phpstan-type Sent array<string, mixed>
 */
final class Plans
{
    public const CATEGORIES = ['SIP', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP', 'MODULECTICLIENT', 'IAX'];
    private const ISOLATION = [
        'networks' => [PlanWorld::ADDRESS, '2001:db8:1::/64'], 'phones' => ['192.168.7.0/24'], 'providers' => ['203.0.113.9'],
        'services' => [22, 80, 443, 5038, 5060], 'signalling' => [5060], 'media' => [10000, 10200],
    ];
    private const SECRET = ['$secret' => ['length' => 20]];
    private const SAYS = ['key' => 'actions.step', 'params' => ['deep' => ['er' => [1, 2]]]];

    /**
     * A rule of the office's own first, then everything but phones is closed for the rest of the world.
     *
     * @return Sent
     */
    public static function closeWeb(bool $hasOrder = true): array
    {
        $steps = [
            [
                'kind' => 'firewall.create', 'says' => self::SAYS, 'description' => 'Own network', 'network' => '192.168.7.48',
                'subnet' => 28, 'newer_block_ip' => false, 'local_network' => false,
                'currentRules' => self::boxes($hasOrder, ['WEB', 'SSH']),
            ],
            [
                'kind' => 'firewall.patch', 'says' => self::SAYS, 'id' => 4, 'newer_block_ip' => false,
                'currentRules' => self::boxes($hasOrder, ['SIP', 'IAX', 'ICMP']),
            ],
        ];
        $undo = [['kind' => 'new-rule', 'id' => ['$from' => 'step1.id']], ['kind' => 'rule', 'id' => 4]];
        return self::plan('close-web-cti', $steps, $hasOrder ? array_merge($undo, [['kind' => 'rule-order']]) : $undo);
    }

    /**
     * Rules for the office and a provider, and the firewall switched on; `closes`: the rule for everybody, which then lets
     * nobody in but to ping. `on` without a rule: off meanwhile, where that is open; or rules alone, where it is closed.
     *
     * @return Sent
     */
    public static function enableFirewall(bool $hasOrder, bool $isOn = false, bool $closes = true): array
    {
        $switch = static function (bool $on): array {
            return ['kind' => 'firewall.switch', 'says' => self::SAYS, 'enabled' => $on];
        };
        $steps = [
            self::rule($hasOrder, 'Office', '192.168.7.0', 24, self::CATEGORIES),
            self::rule($hasOrder, 'Provider', '198.51.100.9', 32, ['SIP']),
        ];
        $undo = $hasOrder ? [['kind' => 'rule-order']] : [];
        if ($closes) {
            $steps[] = [
                'kind' => 'firewall.patch', 'says' => self::SAYS, 'id' => 4, 'newer_block_ip' => false,
                'currentRules' => self::boxes($hasOrder, ['ICMP']),
            ];
            $undo[] = ['kind' => 'rule', 'id' => 4];
        }
        if ($isOn && $hasOrder) {
            array_unshift($steps, $switch(false));
        }
        if (!$isOn || $hasOrder) {
            $steps[] = $switch(true);
            $undo[] = ['kind' => 'setting', 'key' => 'PBXFirewallEnabled'];
        }
        foreach ($steps as $index => $step) {
            if ($step['kind'] === 'firewall.create') {
                $undo[] = ['kind' => 'new-rule', 'id' => ['$from' => 'step' . ($index + 1) . '.id']];
            }
        }
        return self::plan('enable-firewall', $steps, $undo);
    }

    /**
     * @param list<string> $allowed
     *
     * @return array<string, mixed> a step
     */
    private static function rule(bool $hasOrder, string $name, string $network, int $length, array $allowed): array
    {
        return [
            'kind' => 'firewall.create', 'says' => self::SAYS, 'description' => $name, 'network' => $network,
            'subnet' => $length, 'newer_block_ip' => false, 'local_network' => false,
            'currentRules' => self::boxes($hasOrder, $allowed),
        ];
    }

    /**
     * @return Sent
     */
    public static function stricterBans(): array
    {
        $steps = [
            [
                'kind' => 'fail2ban.patch', 'says' => self::SAYS, 'maxretry' => 5, 'findtime' => 21600, 'bantime' => 604800,
                'whitelist' => ['203.0.113.5', '192.168.7.50'],
            ],
            ['kind' => 'fail2ban.unban', 'says' => self::SAYS, 'networks' => ['192.168.7.0/24']],
        ];
        return self::plan('set-fail2ban-level', $steps, [['kind' => 'fail2ban']]);
    }

    /**
     * New passwords for these extensions, whose phones are not banned meanwhile.
     *
     * @param list<string> $numbers
     *
     * @return Sent
     */
    public static function rotation(array $numbers, bool $spares = true): array
    {
        $steps = [];
        $undo = [];
        if ($spares) {
            $steps[] = [
                'kind' => 'fail2ban.patch', 'says' => self::SAYS, 'maxretry' => 20, 'findtime' => 600, 'bantime' => 600,
                'whitelist' => ['203.0.113.5', '10.0.0.0/8', '198.51.100.77', '192.168.7.0/24'],
            ];
            $steps[] = ['kind' => 'fail2ban.unban', 'says' => self::SAYS, 'networks' => ['192.168.7.0/24']];
            $undo[] = ['kind' => 'fail2ban'];
        }
        foreach ($numbers as $number) {
            $steps[] = ['kind' => 'account.secret', 'says' => self::SAYS, 'number' => $number, 'secret' => self::SECRET];
            $undo[] = ['kind' => 'account', 'number' => $number];
        }
        return ['confirm' => null, 'parts' => ['system', 'accounts', 'fail2ban']] + self::plan('rotate-sip-passwords', $steps, $undo);
    }

    /**
     * A password for each of these logins.
     *
     * @return Sent
     */
    public static function passwords(string ...$logins): array
    {
        $steps = [];
        $undo = [];
        foreach ($logins as $which) {
            $steps[] = ['kind' => 'login.password', 'says' => self::SAYS, 'which' => $which, 'password' => ['$typed' => true]];
            $undo[] = ['kind' => 'login', 'which' => $which];
        }
        return ['action' => 'change-web-password', 'parts' => ['ports']] + self::plan('', $steps, $undo);
    }

    /**
     * A person changes things by hand while it waits.
     *
     * @return Sent
     */
    public static function watchEdits(int $seconds = 900): array
    {
        $plan = self::plan('watch-edits', [['kind' => 'edits.watch', 'says' => self::SAYS]], [['kind' => 'edits']]);
        return ['parts' => ['ports', 'firewall'], 'confirm' => ['seconds' => $seconds, 'because' => 'reach']] + $plan;
    }

    /**
     * Only the person who asks keeps access, and calls go to emergency numbers alone.
     *
     * @param list<string> $networks
     *
     * @return Sent
     */
    public static function isolate(array $networks = [PlanWorld::ADDRESS]): array
    {
        $steps = [
            ['kind' => 'isolation.on', 'says' => self::SAYS, 'networks' => $networks] + self::ISOLATION,
            ['kind' => 'calls.stop', 'says' => self::SAYS, 'numbers' => ['112', '110']],
            ['kind' => 'calls.end', 'says' => self::SAYS],
            ['kind' => 'sessions.end', 'says' => self::SAYS],
        ];
        $undo = [
            ['kind' => 'setting', 'key' => 'SecurityChecklistIsolation'],
            ['kind' => 'setting', 'key' => 'SecurityChecklistCallsStop'],
        ];
        return ['parts' => ['ports']] + self::plan('isolate-pbx', $steps, $undo);
    }

    /**
     * What programs sign in with, and the end of all logins.
     *
     * @return Sent
     */
    public static function renewal(): array
    {
        $parts = ['system', 'ami', 'ari', 'sip'];
        $steps = [
            ['kind' => 'ami.secret', 'says' => self::SAYS, 'id' => 5, 'secret' => self::SECRET],
            ['kind' => 'ari.secret', 'says' => self::SAYS, 'id' => 6, 'secret' => self::SECRET],
            ['kind' => 'sip.suffix', 'says' => self::SAYS, 'suffix' => 'QWERTZ'],
        ];
        $undo = [['kind' => 'ami-user', 'id' => 5], ['kind' => 'ari-user', 'id' => 6], ['kind' => 'setting', 'key' => 'SIPAuthPrefix']];
        return ['confirm' => null, 'parts' => $parts] + self::plan('rotate-ami-ari', $steps, $undo);
    }

    /**
     * All that strangers may have read, or left to come back with.
     *
     * @return Sent
     */
    public static function everything(): array
    {
        $steps = [
            [
                'kind' => 'fail2ban.patch', 'says' => self::SAYS, 'maxretry' => 20, 'findtime' => 600, 'bantime' => 600,
                'whitelist' => ['203.0.113.5', '10.0.0.0/8', '192.168.7.0/24'],
            ],
            ['kind' => 'fail2ban.unban', 'says' => self::SAYS, 'networks' => ['192.168.7.0/24']],
            ['kind' => 'account.secret', 'says' => self::SAYS, 'number' => '201', 'secret' => self::SECRET],
            ['kind' => 'account.secret', 'says' => self::SAYS, 'number' => '202', 'secret' => self::SECRET],
            ['kind' => 'ami.secret', 'says' => self::SAYS, 'id' => 5, 'secret' => self::SECRET],
            ['kind' => 'ari.secret', 'says' => self::SAYS, 'id' => 6, 'secret' => self::SECRET],
            ['kind' => 'api-key.limit', 'says' => self::SAYS, 'id' => 8, 'rights' => 'none'],
            ['kind' => 'ssh.remove-keys', 'says' => self::SAYS, 'fingerprints' => [PlanWorld::SSH_PRINT]],
            ['kind' => 'passkeys.end', 'says' => self::SAYS],
            ['kind' => 'sessions.end', 'says' => self::SAYS],
        ];
        $undo = [
            ['kind' => 'fail2ban'], ['kind' => 'account', 'number' => '201'], ['kind' => 'account', 'number' => '202'],
            ['kind' => 'ami-user', 'id' => 5], ['kind' => 'ari-user', 'id' => 6], ['kind' => 'api-key', 'id' => 8],
            ['kind' => 'setting', 'key' => 'SSHAuthorizedKeys'],
        ];
        $parts = ['system', 'accounts', 'fail2ban', 'ami', 'ari', 'apiKeys'];
        return ['confirm' => null, 'parts' => $parts] + self::plan('rotate-everything', $steps, $undo);
    }

    /**
     * A rule for the PBX itself, which then limits a program; another one, and a key that may do nothing any more.
     *
     * @return Sent
     */
    public static function limits(bool $hasOrder = true): array
    {
        $steps = [
            [
                'kind' => 'firewall.create', 'says' => self::SAYS, 'description' => 'This PBX', 'network' => '127.0.0.1',
                'subnet' => 32, 'newer_block_ip' => false, 'local_network' => false,
                'currentRules' => self::boxes($hasOrder, self::CATEGORIES),
            ],
            ['kind' => 'ami.network', 'says' => self::SAYS, 'id' => 5, 'network' => ['$from' => 'step1.id']],
            ['kind' => 'ari.origins', 'says' => self::SAYS, 'origins' => ['https://192.168.7.1']],
            ['kind' => 'api-key.limit', 'says' => self::SAYS, 'id' => 8, 'rights' => 'none'],
        ];
        $undo = [
            ['kind' => 'new-rule', 'id' => ['$from' => 'step1.id']], ['kind' => 'ami-network', 'id' => 5],
            ['kind' => 'setting', 'key' => 'ARIAllowedOrigins'], ['kind' => 'api-key', 'id' => 8],
        ];
        $undo = $hasOrder ? array_merge($undo, [['kind' => 'rule-order']]) : $undo;
        $parts = ['system', 'ports', 'firewall', 'ami', 'ari', 'apiKeys'];
        return ['confirm' => null, 'parts' => $parts] + self::plan('restrict-ami-ari', $steps, $undo);
    }

    /**
     * A route that lets everything out becomes two that do not; another one lets nothing out any more.
     *
     * @return Sent
     */
    public static function routes(): array
    {
        $steps = [
            ['kind' => 'route.add', 'says' => self::SAYS, 'id' => 12, 'like' => 3, 'name' => 'All calls (2)', 'pattern' => '(112|0[1-4])', 'rest' => 0],
            ['kind' => 'route.narrow', 'says' => self::SAYS, 'id' => 3, 'pattern' => '(7|8)[3489]', 'rest' => 9],
            ['kind' => 'route.narrow', 'says' => self::SAYS, 'id' => 4, 'pattern' => '[0-9]{0}', 'rest' => 0],
        ];
        $undo = [['kind' => 'route', 'id' => 12], ['kind' => 'route', 'id' => 3], ['kind' => 'route', 'id' => 4]];
        $plan = self::plan('restrict-outbound', $steps, $undo);
        return ['confirm' => null, 'parts' => ['outboundRoutes', 'providers']] + $plan;
    }

    /**
     * One step of one kind.
     *
     * @param array<string, mixed> $with fields that are otherwise
     *
     * @return Sent
     */
    public static function oneStep(string $kind, bool $hasOrder = true, array $with = []): array
    {
        $undo = [
            'firewall.patch' => [['kind' => 'rule', 'id' => 4]],
            'firewall.create' => array_merge(
                [['kind' => 'new-rule', 'id' => ['$from' => 'step1.id']]],
                $hasOrder ? [['kind' => 'rule-order']] : []
            ),
            'firewall.switch' => [['kind' => 'setting', 'key' => 'PBXFirewallEnabled']],
            'fail2ban.patch' => [['kind' => 'fail2ban']],
            'fail2ban.switch' => [['kind' => 'setting', 'key' => 'PBXFail2BanEnabled']],
            'fail2ban.mode' => [['kind' => 'setting', 'key' => 'PBXSecurityMode']],
            'fail2ban.unban' => [],
            'account.secret' => [['kind' => 'account', 'number' => '202']],
            'ami.secret' => [['kind' => 'ami-user', 'id' => 5]],
            'ari.secret' => [['kind' => 'ari-user', 'id' => 6]],
            'sip.suffix' => [['kind' => 'setting', 'key' => 'SIPAuthPrefix']],
            'login.password' => [['kind' => 'login', 'which' => 'web']],
            'ami.network' => [['kind' => 'ami-network', 'id' => 5]],
            'ari.origins' => [['kind' => 'setting', 'key' => 'ARIAllowedOrigins']],
            'api-key.limit' => [['kind' => 'api-key', 'id' => 8]],
            'route.narrow' => [['kind' => 'route', 'id' => 3]],
            'route.add' => [['kind' => 'route', 'id' => 12]],
            'ssh.keys-only' => [['kind' => 'setting', 'key' => 'SSHDisablePasswordLogins']],
            'isolation.on' => [['kind' => 'setting', 'key' => 'SecurityChecklistIsolation']],
            'calls.stop' => [['kind' => 'setting', 'key' => 'SecurityChecklistCallsStop']],
            'calls.brake' => [['kind' => 'setting', 'key' => 'SecurityChecklistCallsBrake']],
            'calls.end' => [],
            'sessions.end' => [],
            'ssh.remove-keys' => [['kind' => 'setting', 'key' => 'SSHAuthorizedKeys']],
            'passkeys.end' => [],
        ];
        $steps = [
            'firewall.patch' => [
                'id' => 4, 'newer_block_ip' => true, 'currentRules' => self::boxes($hasOrder, ['SIP', 'ICMP']),
            ],
            'firewall.create' => [
                'description' => 'Branch', 'network' => '10.20.30.0', 'subnet' => 24, 'newer_block_ip' => true,
                'local_network' => false, 'currentRules' => self::boxes($hasOrder, ['WEB']),
            ],
            'firewall.switch' => ['enabled' => false],
            'fail2ban.patch' => ['maxretry' => 5, 'findtime' => 21600, 'bantime' => 604800, 'whitelist' => null],
            'fail2ban.switch' => ['enabled' => false],
            'fail2ban.mode' => ['mode' => 'strict'],
            'fail2ban.unban' => ['networks' => ['192.168.7.0/24', '198.51.100.9']],
            'account.secret' => ['number' => '202', 'secret' => self::SECRET],
            'ami.secret' => ['id' => 5, 'secret' => self::SECRET],
            'ari.secret' => ['id' => 6, 'secret' => self::SECRET],
            'sip.suffix' => ['suffix' => 'QWERTZ'],
            'login.password' => ['which' => 'web', 'password' => ['$typed' => true]],
            'ami.network' => ['id' => 5, 'network' => 7],
            'ari.origins' => ['origins' => ['https://pbx.example.com', 'http://192.168.7.1:8080']],
            'api-key.limit' => ['id' => 8, 'rights' => 'telephony'],
            'route.narrow' => ['id' => 3, 'pattern' => '(7|8)[3489]', 'rest' => 9],
            'route.add' => ['id' => 12, 'like' => 3, 'name' => 'All calls (2)', 'pattern' => '112', 'rest' => 0],
            'ssh.keys-only' => ['enabled' => true, 'console' => ''],
            'isolation.on' => self::ISOLATION,
            'calls.stop' => ['numbers' => ['112', '110']],
            'calls.brake' => Brakes::RULES,
            'calls.end' => [],
            'sessions.end' => [],
            'ssh.remove-keys' => ['fingerprints' => [PlanWorld::SSH_PRINT]],
            'passkeys.end' => [],
        ];
        $plan = self::plan('close-web-cti', [$with + ['kind' => $kind, 'says' => self::SAYS] + $steps[$kind]], $undo[$kind]);
        return ['parts' => ['system', 'ports', 'firewall', 'fail2ban', 'accounts', 'ami', 'ari', 'sip', 'apiKeys', 'outboundRoutes']] + $plan;
    }

    /**
     * @param list<string> $allowed
     *
     * @return array<string, bool>
     */
    public static function boxes(bool $hasOrder, array $allowed): array
    {
        $boxes = [];
        foreach (self::CATEGORIES as $category) {
            if ($hasOrder || $category !== 'IAX') {
                $boxes[$category] = in_array($category, $allowed, true);
            }
        }
        return $boxes;
    }

    /**
     * @param list<array<string, mixed>> $steps
     * @param list<array<string, mixed>> $undo
     *
     * @return Sent
     */
    public static function plan(string $action, array $steps, array $undo): array
    {
        return [
            'version' => 1,
            'action' => $action,
            'title' => self::SAYS,
            'release' => '2026.1.223',
            'parts' => ['system', 'ports', 'firewall', 'fail2ban'],
            'factsDigest' => FixedSurroundings::DIGEST,
            'asker' => ['address' => PlanWorld::ADDRESS, 'networks' => ['192.168.7.48/28']],
            'steps' => $steps,
            'undo' => $undo,
            'changes' => [],
            'reach' => [],
            'affected' => [],
            'stops' => [],
            'warnings' => [],
            'confirm' => ['seconds' => 300, 'because' => 'reach'],
        ];
    }
}
