<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\SignIns;

/**
 * Lines of Asterisk's security log about phones and programs that showed a secret. Strangers choose the Call-ID, which stands in
 * the middle as `SessionID`, and the answer to the challenge at the end: so kind, time and account are taken from before the
 * one, and the address from the last place that is one, where nothing but fields without quotation marks follows. The place is the
 * address with transport and port: a phone that stays registered keeps it.
 *
 * @phpstan-type Shown array{owner: string, right: bool, address: string, place: string, time: int}
 */
final class SecurityLines
{
    /** Owners of secrets: accounts of extensions by number, users of AMI by name. */
    public const SIP = 'sip:';
    public const AMI = 'ami:';

    private const HEAD = '^\[[^\]\n]{1,64}\] SECURITY\[\d{1,10}\][^\n"]{0,80}? SecurityEvent="';
    private const RIGHT = 'SuccessfulAuth';
    private const TIME = 'EventTV="(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?([+-])(\d\d):?(\d\d)"';
    private const LINE = '~' . self::HEAD . '(SuccessfulAuth|ChallengeResponseFailed|InvalidPassword)",' . self::TIME
        . ',Severity="[^"\n]*",Service="(PJSIP|AMI)",EventVersion="\d+",AccountID="([^"\n]{1,128})",SessionID="[^\n]*"'
        . ',LocalAddress="[^"\n]*",RemoteAddress="IPV[46]/(\w{1,16}/([0-9A-Fa-f.:]{2,45})(?:%[^"/\n]*)?/\d{1,5})"'
        . '(?:,\w{1,32}="[^"\n]*")*$~m';
    private const ANY_TIME = '~' . self::HEAD . '\w{1,64}",' . self::TIME . '~m';
    /** Phones in browsers, and phones over TLS on newer releases, have endpoints of their own (SIPConf). */
    private const OWN_ENDPOINT = '/-(?:WS|TLS)$/D';
    private const HOUR = 3600;
    private const MINUTE = 60;

    /**
     * @param string $lines whole ones
     *
     * @return list<Shown> in their order
     */
    public static function find(string $lines): array
    {
        preg_match_all(self::LINE, $lines, $matches, PREG_SET_ORDER);
        $shown = [];
        foreach ($matches as $found) {
            $isPhone = $found[11] === 'PJSIP';
            $shown[] = [
                'owner' => $isPhone ? self::SIP . preg_replace(self::OWN_ENDPOINT, '', $found[12]) : self::program($found[12]),
                'right' => $found[1] === self::RIGHT,
                'address' => $found[14],
                'place' => $found[13],
                'time' => self::time(array_slice($found, 2, 9)),
            ];
        }
        return $shown;
    }

    /**
     * The log has the name as the program wrote it; Asterisk takes it in capitals and in small letters.
     */
    public static function program(string $user): string
    {
        return self::AMI . strtolower($user);
    }

    /**
     * Of the first line that has one; null: none has.
     */
    public static function firstTime(string $lines): ?int
    {
        return preg_match(self::ANY_TIME, $lines, $found) === 1 ? self::time(array_slice($found, 1, 9)) : null;
    }

    /**
     * Of the last line; null: it has none.
     */
    public static function lastTime(string $lines): ?int
    {
        $end = rtrim($lines, "\n");
        return self::firstTime(substr($end, (int) strrpos("\n$end", "\n")));
    }

    /**
     * @param array<string> $written year to second, sign, hours and minutes of the offset
     */
    private static function time(array $written): int
    {
        [$year, $month, $day, $hour, $minute, $second, , $hours, $minutes] = array_map('intval', $written);
        $offset = $hours * self::HOUR + $minutes * self::MINUTE;
        return (int) gmmktime($hour, $minute, $second, $month, $day, $year) - ($written[6] === '-' ? -$offset : $offset);
    }
}
