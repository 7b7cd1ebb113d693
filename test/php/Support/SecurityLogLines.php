<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

/**
 * Lines of Asterisk's security log, as it writes them.
 */
final class SecurityLogLines
{
    public static function right(
        string $account,
        string $at,
        string $from = 'IPV4/UDP/192.168.7.21/5060',
        string $call = 'a84b4c76e66710@192.168.7.21'
    ): string {
        return self::line('SuccessfulAuth', 'PJSIP', $account, $at, $from, $call) . ',UsingPassword="1"';
    }

    public static function wrong(
        string $account,
        string $at,
        string $from = 'IPV4/UDP/192.168.7.21/5060',
        string $call = 'a84b4c76e66710@192.168.7.21',
        string $response = '5b1d'
    ): string {
        return self::line('ChallengeResponseFailed', 'PJSIP', $account, $at, $from, $call, 'Error')
            . ',Challenge="1764510000/8f0a",Response="' . $response . '",ExpectedResponse=""';
    }

    public static function asked(string $account, string $at): string
    {
        return self::line('ChallengeSent', 'PJSIP', $account, $at, 'IPV4/UDP/192.168.7.21/5060', 'x')
            . ',Challenge="1764510000/8f0a"';
    }

    public static function program(
        string $kind,
        string $user,
        string $at,
        string $from = 'IPV4/TCP/10.0.0.9/41022'
    ): string {
        $isRight = $kind === 'SuccessfulAuth';
        return self::line($kind, 'AMI', $user, $at, $from, '0x7f5db80042b0', $isRight ? 'Informational' : 'Error')
            . ($isRight ? ',UsingPassword="0"' : '') . ',SessionTV="2026-11-30T07:00:00.000+0300"';
    }

    /**
     * @param string $at time with its offset: `2026-11-30T10:00:00.123+0300`
     */
    private static function line(
        string $kind,
        string $service,
        string $account,
        string $at,
        string $from,
        string $call,
        string $severity = 'Informational'
    ): string {
        $date = str_replace('T', ' ', substr($at, 0, 19));
        return "[$date] SECURITY[2417] res_security_log.c: SecurityEvent=\"$kind\",EventTV=\"$at\",Severity=\"$severity\""
            . ",Service=\"$service\",EventVersion=\"1\",AccountID=\"$account\",SessionID=\"$call\""
            . ",LocalAddress=\"IPV4/UDP/192.168.7.2/5060\",RemoteAddress=\"$from\"";
    }
}
