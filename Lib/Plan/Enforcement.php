<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Root\RulesWriter;

/**
 * Waits until what is stored is in force: the rules that run, and the file that Fail2Ban reads, say it twice alike. A
 * worker of Core brings it there; where that takes too long, it is done without. The worker makes all rules anew some seconds
 * after each change, so that after several changes what is read as in force is soon taken away and put back again.
 */
final class Enforcement
{
    private const JAILS = '/etc/fail2ban/jail.local';
    private const SECONDS_UNTIL_RELOAD = 15.0;
    private const SECONDS_AT_MOST = 45.0;
    private const SECONDS_BETWEEN = 1.0;
    /** Core's worker collects changes for five seconds, and looks once a second. */
    public const SECONDS_UNTIL_NOTHING_IS_DUE = 7.0;
    /** A slow machine needs half a minute; a worker that hangs keeps its lock for ever. */
    private const SECONDS_FOR_THE_WRITER = 40.0;
    /** As long as it is made anew again and again. */
    private const SECONDS_WHILE_IT_CHANGES = 90.0;
    /** Core makes all anew for each change it hears of, for minutes: what it has made whole so often it makes whole again. */
    private const MAKINGS_ALIKE = 2;

    private RootReadings $root;
    private Files $files;
    private Reloader $reloader;
    private Pace $pace;
    private Surroundings $surroundings;

    public function __construct(
        RootReadings $root,
        Files $files,
        Reloader $reloader,
        Pace $pace,
        Surroundings $surroundings
    ) {
        $this->root = $root;
        $this->files = $files;
        $this->reloader = $reloader;
        $this->pace = $pace;
        $this->surroundings = $surroundings;
    }

    /**
     * After changes: until it stays so, because no reload is due any more.
     *
     * @param string|null      $asker who has to be let in; null: nobody in particular
     * @param callable(): void $beat  called about once a second
     *
     * @throws CannotRead when there is no time
     */
    public function settles(Config $config, ?string $asker, callable $beat): bool
    {
        return $this->until($config, $asker, $beat, self::SECONDS_UNTIL_NOTHING_IS_DUE);
    }

    /**
     * @param string|null      $asker who has to be let in; null: nobody in particular
     * @param callable(): void $beat  called about once a second
     *
     * @throws CannotRead when there is no time
     */
    public function wait(Config $config, ?string $asker, callable $beat): bool
    {
        return $this->until($config, $asker, $beat, 0.0);
    }

    /**
     * At this moment.
     */
    public function isInForce(Config $config): bool
    {
        return !RulesWriter::isAtWork($this->files) && $this->look($config, null) !== null;
    }

    /**
     * @param callable(): void $beat
     *
     * @throws CannotRead
     */
    private function until(Config $config, ?string $asker, callable $beat, float $quiet): bool
    {
        $begin = $this->pace->uptime();
        $hasReloaded = false;
        $before = null;
        $since = $begin;
        $held = $begin;
        $makings = 0;
        $isBetween = true;
        do {
            $now = $this->look($config, $asker);
            $time = $this->pace->uptime();
            if ($now === null || $now !== $before) {
                $since = $time;
            } elseif ($this->isQuiet($time - $since, $quiet)) {
                return true;
            }
            $before = $now;
            $held = $now === null ? $held : $time;
            $passed = $time - $begin;
            $isWriting = RulesWriter::isAtWork($this->files);
            $isWhole = $now !== null && !$isWriting;
            $makings += $isWhole && $isBetween ? 1 : 0;
            $isBetween = !$isWhole;
            if (!$hasReloaded && $time - $held >= ($isWriting ? self::SECONDS_FOR_THE_WRITER : self::SECONDS_UNTIL_RELOAD)) {
                // Two that write at once leave lines twice.
                $this->reloader->reload();
                $hasReloaded = true;
            }
            $beat();
            $this->pace->sleep(self::SECONDS_BETWEEN);
            $isChanging = $now !== null || $isWriting || $makings >= self::MAKINGS_ALIKE;
        } while ($passed < ($isChanging ? self::SECONDS_WHILE_IT_CHANGES : self::SECONDS_AT_MOST));
        return $makings >= self::MAKINGS_ALIKE && $time - $held < self::SECONDS_FOR_THE_WRITER;
    }

    private function isQuiet(float $seconds, float $wanted): bool
    {
        return $seconds >= $wanted
            && ($wanted === 0.0 || $seconds >= self::SECONDS_FOR_THE_WRITER || !RulesWriter::isAtWork($this->files));
    }

    /**
     * What runs; null: it is not what is stored, or cannot be seen.
     *
     * @return array<mixed>|null
     */
    private function look(Config $config, ?string $asker): ?array
    {
        try {
            $rules = $this->surroundings->isFiltering()
                ? [4 => $this->root->runningRules(4), 6 => $this->root->runningRules(6)]
                : [4 => null, 6 => null];
            $jails = $config->isOn(Config::FAIL2BAN) ? (string) $this->files->read(self::JAILS) : '';
        } catch (CannotRead $hidden) {
            return null;
        }
        $expected = new ExpectedRules($config);
        $holds = $expected->areIn($rules[4], 4) && $expected->areIn($rules[6], 6);
        if ($asker !== null) {
            $holds = $holds && $expected->letIn($asker, $rules[Networks::isVersion6($asker) ? 6 : 4]);
        }
        return $holds && self::isIn($config, $jails) ? [$rules, hash('sha256', $jails)] : null;
    }

    /**
     * Core writes the numbers into the section of every jail, and nothing while Fail2Ban is off.
     */
    private static function isIn(Config $config, string $jails): bool
    {
        $row = $config->fail2ban();
        if ($row === null || !$config->isOn(Config::FAIL2BAN)) {
            return true;
        }
        foreach (['maxretry', 'findtime', 'bantime'] as $name) {
            preg_match_all("/^$name\\s*=\\s*(-?\\d+)\\s*$/m", $jails, $found);
            if (array_values(array_unique($found[1])) !== [(string) (int) $row[$name]]) {
                return false;
            }
        }
        return true;
    }
}
