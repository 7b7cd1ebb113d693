<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\SignIns;

/**
 * The access log of nginx, which newer releases keep (nginx.conf, log_format fail2ban). A sign-in is a request for
 * `auth:login` that was answered with 200; `auth:refresh` is a browser that goes on with an earlier one. Nginx writes the
 * quotes of strangers as \x22, so a request cannot be made up inside of a user's name or an agent's.
 */
final class AccessLines implements Lines
{
    private const MARK = '/pbxcore/api/v3/auth:';
    private const LINE = '~^(\S+) - [^"\n]* \[([^]"\n]{1,40})\] '
        . '"POST /pbxcore/api/v3/auth:(login|refresh)(?:\?[^" \n]*)? HTTP/[\d.]+" 200 ~m';
    private const FIRST = '~^\S+ - [^"\n]* \[([^]"\n]{1,40})\] "~m';
    private const TIME = '/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z)$/D';

    public function find(string $lines): array
    {
        if (strpos($lines, self::MARK) === false) {
            return [];
        }
        $found = [];
        preg_match_all(self::LINE, $lines, $matches, PREG_SET_ORDER);
        foreach ($matches as [, $address, $written, $what]) {
            $time = self::time($written);
            if ($time !== null && filter_var($address, FILTER_VALIDATE_IP) !== false) {
                $found[] = [
                    'service' => self::WEB, 'address' => $address, 'time' => $time, 'count' => $what === 'login' ? 1 : 0,
                    'key' => '',
                ];
            }
        }
        return $found;
    }

    public function firstTime(string $lines): ?int
    {
        return preg_match(self::FIRST, $lines, $found) === 1 ? self::time($found[1]) : null;
    }

    public function nobody(): Seen
    {
        return new Seen();
    }

    private static function time(string $written): ?int
    {
        $time = preg_match(self::TIME, $written) === 1 ? strtotime($written) : false;
        return $time === false ? null : $time;
    }
}
