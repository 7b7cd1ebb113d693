<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Root;

use Modules\ModuleSecurityChecklist\Lib\Ports\Bans;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;

/**
 * Believes no reading of what Core may be writing at this very moment. It takes all rules away and puts them back line by
 * line (IptablesConf), and stops and starts the server of Fail2Ban: what is read in between is no state of the PBX. So it is
 * read until it is twice alike, for some seconds; after that it is unknown. What is as it was last time needs no second look.
 */
final class SettledReadings implements RootReadings
{
    private const SECONDS_BETWEEN = 0.3;
    private const SECONDS_AT_MOST = 4.0;
    private const FAMILY_OF_BANS = 4;
    private const JUMPS = '/^-A INPUT .*-j (f2b-\S+)$/m';

    private RootReadings $readings;
    private Bans $bans;
    private Files $files;
    private Pace $pace;
    private float $believedAfter;
    /** @var array<int, list<string>|null> rules as they last were twice alike, by family */
    private array $rules = [];
    /** @var list<string>|null names of the jails as they last were twice alike; the server loads one after the other */
    private ?array $jails = [];
    /** Since when the server of Fail2Ban does not answer, in uptime; null: it did. */
    private ?float $silentSince = null;
    /** Since when rules lack the chains of those who are banned, in uptime; null: they do not. */
    private ?float $banlessSince = null;

    /**
     * @param float $believedAfter seconds after which a server that does not answer is believed to be off, and not to be
     *                             starting; and bans that are not in the rules not to be on their way
     */
    public function __construct(RootReadings $readings, Bans $bans, Files $files, Pace $pace, float $believedAfter)
    {
        $this->readings = $readings;
        $this->bans = $bans;
        $this->files = $files;
        $this->pace = $pace;
        $this->believedAfter = $believedAfter;
    }

    public function runningRules(int $family): ?array
    {
        $end = $this->pace->uptime() + self::SECONDS_AT_MOST;
        $rules = $this->readings->runningRules($family);
        $isSettled = array_key_exists($family, $this->rules) && $rules === $this->rules[$family] && !$this->lacksBans($family, $rules);
        while (!$isSettled) {
            if ($this->pace->uptime() >= $end) {
                throw new CannotRead(CannotRead::TIMEOUT, 'the rules are being written');
            }
            $this->pace->sleep(self::SECONDS_BETWEEN);
            $before = $rules;
            $rules = $this->readings->runningRules($family);
            $isSettled = $rules === $before && !RulesWriter::isAtWork($this->files) && !$this->lacksBans($family, $rules);
        }
        $this->rules[$family] = $rules;
        return $rules;
    }

    public function jails(): ?array
    {
        $end = $this->pace->uptime() + self::SECONDS_AT_MOST;
        $jails = $this->readings->jails();
        $isSettled = $this->jails !== [] && self::names($jails) === $this->jails;
        while (!$isSettled && ($jails !== [] || !$this->isBelieved($this->silentSince))) {
            if ($this->pace->uptime() >= $end) {
                throw new CannotRead(CannotRead::TIMEOUT, 'the server of Fail2Ban is starting');
            }
            $this->pace->sleep(self::SECONDS_BETWEEN);
            $before = $jails;
            $jails = $this->readings->jails();
            $isSettled = $jails !== [] && self::names($jails) === self::names($before);
        }
        if ($jails !== []) {
            $this->silentSince = null;
        }
        $this->jails = self::names($jails);
        return $jails;
    }

    public function isLxc(): bool
    {
        return $this->readings->isLxc();
    }

    public function devices(): array
    {
        return $this->readings->devices();
    }

    /**
     * @param list<array{name: string, banned: int|null}>|null $jails
     *
     * @return list<string>|null
     */
    private static function names(?array $jails): ?array
    {
        return $jails === null ? null : array_column($jails, 'name');
    }

    /**
     * Core's rules are back before the bans: each jail puts a chain of its own there, with its first ban.
     *
     * @param list<string>|null $rules
     */
    private function lacksBans(int $family, ?array $rules): bool
    {
        if ($family !== self::FAMILY_OF_BANS || $rules === null) {
            return false;
        }
        preg_match_all(self::JUMPS, implode("\n", $rules), $jumps);
        if ((int) $this->bans->busyJails() <= count(array_unique($jumps[1]))) {
            $this->banlessSince = null;
            return false;
        }
        return !$this->isBelieved($this->banlessSince);
    }

    /**
     * @param-out float $since
     */
    private function isBelieved(?float &$since): bool
    {
        $now = $this->pace->uptime();
        $since ??= $now;
        return $now - $since >= $this->believedAfter;
    }
}
