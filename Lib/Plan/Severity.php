<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\SecurityMode;

/**
 * What a plan does to people: whether it can cut somebody off, or ban somebody sooner. Such plans have to be confirmed.
 */
final class Severity
{
    /**
     * Something that was open is closed to somebody. A rule that only opens cuts nobody off, except the first one of all:
     * with it Core begins to drop the rest. With an order of rules, a firewall that has none lets everybody in.
     */
    public static function closes(Config $before, Config $after): bool
    {
        if (self::isOpen($after)) {
            return false;
        }
        $isFirst = $before->filters() === [] && $after->filters() !== [];
        return !$before->isOn(Config::FIREWALL) || $isFirst || self::takesAway($before, $after);
    }

    /**
     * A password that opened SSH opens it no longer.
     */
    public static function endsPasswords(Config $before, Config $after): bool
    {
        return $after->isOn(Config::KEYS_ONLY) && !$before->isOn(Config::KEYS_ONLY);
    }

    /**
     * Nobody gets in any more but who is named.
     */
    public static function isolates(Config $before, Config $after): bool
    {
        return $after->isolation() !== null
            && $after->setting(Config::ISOLATION) !== $before->setting(Config::ISOLATION);
    }

    /**
     * To everybody: without rules, where a firewall that has none lets everybody in, or without a firewall.
     */
    public static function isOpen(Config $config): bool
    {
        return !$config->isOn(Config::FIREWALL) || ($config->hasOrder() && $config->filters() === []);
    }

    /**
     * Something that is closed to somebody is open to them again, or somebody is banned later, or never. Of an undo this is
     * what a person has to see and to stand by.
     */
    public static function opens(Config $before, Config $after): bool
    {
        return self::closes($after, $before)
            || self::bansSooner($after, $before)
            || self::exempts($before, $after)
            || self::endsPasswords($after, $before)
            || self::frees($before, $after)
            || array_diff($after->sshKeys(), $before->sshKeys()) !== []
            || self::isolates($after, $before);
    }

    /**
     * Also by the limits of the web interface, which hold whether Fail2Ban is on or not.
     */
    public static function bansSooner(Config $before, Config $after): bool
    {
        if (SecurityMode::isStricter((string) $after->mode(), (string) $before->mode())) {
            return true;
        }
        $was = $before->fail2ban();
        $is = $after->fail2ban();
        if ($is === null || !$after->isOn(Config::FAIL2BAN)) {
            return false;
        }
        return $was === null
            || !$before->isOn(Config::FAIL2BAN)
            || (int) $is['maxretry'] < (int) $was['maxretry']
            || (int) $is['findtime'] > (int) $was['findtime']
            || ((int) $was['bantime'] >= 0 && (int) $is['bantime'] > (int) $was['bantime']);
    }

    /**
     * Somebody is never banned who was before: by the list, or by the box of a rule.
     */
    private static function exempts(Config $before, Config $after): bool
    {
        return array_diff(self::exempt($after), self::exempt($before)) !== [];
    }

    /**
     * A program may come from more places, or do more; or more web pages may use ARI.
     */
    private static function frees(Config $before, Config $after): bool
    {
        foreach ($before->limits() as $owner => $row) {
            if (LaxerLimit::is($row, $after->limit($owner), $after)) {
                return true;
            }
        }
        return $before->origins() !== Config::EVERY_PAGE && array_diff($after->origins(), $before->origins()) !== [];
    }

    /**
     * @return list<string> networks as they are written
     */
    private static function exempt(Config $config): array
    {
        $list = preg_split('/[\s,]+/', (string) ($config->fail2ban()['whitelist'] ?? ''), 0, PREG_SPLIT_NO_EMPTY);
        $exempt = $list === false ? [] : $list;
        foreach ($config->filters() as $filter) {
            if (($filter['newer_block_ip'] ?? null) === '1') {
                $exempt[] = (string) $filter['permit'];
            }
        }
        return $exempt;
    }

    /**
     * A box that is closed takes nothing away where a wider rule opens the same box.
     */
    private static function takesAway(Config $before, Config $after): bool
    {
        foreach ($before->openings() as $lost) {
            $isLost = true;
            foreach ($after->openings() as $open) {
                $isSame = $open['category'] === $lost['category'] && Networks::covers($open['permit'], $lost['permit']);
                $isLost = $isLost && !$isSame;
            }
            if ($isLost) {
                return true;
            }
        }
        return false;
    }
}
