<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\SignIns;

use DateTimeImmutable;
use Exception;

/**
 * Core's system log. Sign-ins over SSH are dropbear's lines. Newer releases write "Successful login" of the cabinet, too, some
 * of them with "From=unknown"; 2024 writes only what failed. Failed ones hold the agent of strangers, who may write there
 * what a success looks like: so it has to begin right behind the name of the program.
 */
final class SystemLines implements Lines
{
    /** Since 2026 `2026-11-23 08:04:12`, on 2024 `Nov 23 08:04:12`, both in the time of the PBX; facility, program. */
    private const HEAD = '(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) [\w-]{1,20}\.[\w-]{1,20} ';
    private const WEB_LINE = '~^' . self::HEAD . 'php\.\w{1,20}\[\d+\]: {1,2}Successful login: User=\S* From=(\S{1,64}) UserAgent=~m';
    private const SSH_LINE = '~^' . self::HEAD . 'dropbear\[\d+\]: {1,2}(?:PAM )?(?:[Pp]assword|Pubkey) auth succeeded for '
        . "'[^'\\n]*' (?:with ([^\\n]{1,300}) )?from (\\S{1,64}):\\d{1,5}\\s*$~m";
    /** As dropbear shows it: of SHA-256, in older releases of MD5 or SHA-1. */
    private const KEY = '~(?:^| )key (?:md5 |sha1!! )?((?:SHA256:)?[\w+/:]{20,100})$~D';
    private const FIRST = '~^' . self::HEAD . '~m';
    private const NO_ADDRESS = 'unknown';
    private const DAY = 86400;

    private DateTimeImmutable $now;

    public function __construct(DateTimeImmutable $now)
    {
        $this->now = $now;
    }

    public function find(string $lines): array
    {
        $found = [];
        foreach ([self::WEB => self::WEB_LINE, self::SSH => self::SSH_LINE] as $service => $line) {
            preg_match_all($line, $lines, $matches, PREG_SET_ORDER);
            foreach ($matches as $match) {
                $written = $match[1];
                $from = $match[3] ?? $match[2];
                $time = $this->time($written);
                $address = trim($from, '[]');
                $isAddress = filter_var($address, FILTER_VALIDATE_IP) !== false;
                if ($time !== null && ($isAddress || $from === self::NO_ADDRESS)) {
                    $found[] = [
                        'service' => $service, 'address' => $isAddress ? $address : null, 'time' => $time, 'count' => 1,
                        'key' => isset($match[3]) && preg_match(self::KEY, $match[2], $key) === 1 ? $key[1] : '',
                    ];
                }
            }
        }
        return $found;
    }

    public function firstTime(string $lines): ?int
    {
        return preg_match(self::FIRST, $lines, $found) === 1 ? $this->time($found[1]) : null;
    }

    public function nobody(): Seen
    {
        return new Seen();
    }

    /**
     * Without a year it is the last such moment.
     */
    private function time(string $written): ?int
    {
        $hasYear = ctype_digit($written[0]);
        $text = $hasYear ? $written : preg_replace('/ +/', ' ', $written) . ' ' . $this->now->format('Y');
        $format = $hasYear ? 'Y-m-d H:i:s' : 'M j H:i:s Y';
        try {
            $moment = DateTimeImmutable::createFromFormat($format, $text, $this->now->getTimezone());
        } catch (Exception $noSuch) {
            return null;
        }
        if ($moment === false) {
            return null;
        }
        $isAhead = $moment->getTimestamp() > $this->now->getTimestamp() + self::DAY;
        return (!$hasYear && $isAhead ? $moment->modify('-1 year') : $moment)->getTimestamp();
    }
}
