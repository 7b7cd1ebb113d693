<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\SignIns;

/**
 * Programs that signed in to AMI, by Asterisk's security log: the service is the user, in small letters, because
 * Asterisk takes a name in any. Among a flood of lines about phones only those that name AMI where strangers cannot write it are
 * looked at.
 */
final class ProgramLines implements Lines
{
    /** Whatever runs on the PBX itself. */
    public const THIS_PBX = '127.0.0.1';
    private const MOST_ADDRESSES = 50;
    /** Quotation marks of strangers come with a backslash. */
    private const MARK = '",Service="AMI",';
    private const LOOPBACK = '/^(?:(?:::ffff:)?127\.|::1$)/Di';

    public function find(string $lines): array
    {
        $found = [];
        foreach (SecurityLines::find(self::ofPrograms($lines)) as ['owner' => $owner, 'right' => $isRight, 'address' => $address, 'time' => $time]) {
            if ($isRight && strpos($owner, SecurityLines::AMI) === 0 && filter_var($address, FILTER_VALIDATE_IP) !== false) {
                $found[] = [
                    'service' => substr($owner, strlen(SecurityLines::AMI)),
                    'address' => preg_match(self::LOOPBACK, $address) === 1 ? self::THIS_PBX : $address,
                    'time' => $time, 'count' => 1, 'key' => '',
                ];
            }
        }
        return $found;
    }

    public function firstTime(string $lines): ?int
    {
        return SecurityLines::firstTime($lines);
    }

    public function nobody(): Seen
    {
        return new Seen(self::MOST_ADDRESSES);
    }

    private static function ofPrograms(string $lines): string
    {
        $some = '';
        $end = 0;
        while (($at = strpos($lines, self::MARK, $end)) !== false) {
            $before = strrpos(substr($lines, $end, $at - $end), "\n");
            $start = $before === false ? $end : $end + $before + 1;
            $next = strpos($lines, "\n", $at);
            $end = $next === false ? strlen($lines) : $next + 1;
            $some .= substr($lines, $start, $end - $start);
        }
        return $some;
    }
}
