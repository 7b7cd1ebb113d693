<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\SshKeys;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Standing;

/**
 * Waits until what was stored, besides rules, is in the files that Asterisk, Fail2Ban and the system read: Core writes them
 * anew some seconds after a change.
 */
final class InForce
{
    /** With what is looked at in between, somebody hears of it each second. */
    private const SECONDS_BETWEEN = 0.75;
    /** Core's worker takes one change after the other, and makes the rules anew for some of them: half a minute each. */
    private const SECONDS_FOR_LIMITS = 180.0;
    /** Then SSH is set up here as Core's worker does it. */
    private const SECONDS_UNTIL_RELOAD = 15.0;
    /** The kernel takes it at once; a dialplan is read within seconds. */
    private const SECONDS_FOR_LASTING = 20.0;

    private SecretsInForce $secrets;
    private LimitsInForce $limits;
    private Pace $pace;
    private Standing $standing;
    private Reloader $reloader;

    /**
     * @param Reloader $reloader of SSH
     */
    public function __construct(Rows $rows, Files $files, Pace $pace, Reloader $reloader, ?Standing $standing = null)
    {
        $this->standing = $standing ?? new NoStanding();
        $this->secrets = new SecretsInForce($rows, $files, $pace, $reloader);
        $this->limits = new LimitsInForce($rows, $files);
        $this->pace = $pace;
        $this->reloader = $reloader;
    }

    /**
     * What opens SSH, and what phones and programs sign in with.
     */
    public function secrets(): SecretsInForce
    {
        return $this->secrets;
    }

    /**
     * @param Config                      $config as it is stored now
     * @param array<string, array<mixed>> $kept   what was kept of each object, by key
     * @param callable(): void            $beat   called about once a second
     *
     * @throws CannotRead
     */
    public function wait(Plan $plan, Config $config, array $kept, callable $beat): bool
    {
        $end = $this->pace->uptime() + ($plan->needsRules() ? self::SECONDS_FOR_LIMITS : SecretsInForce::SECONDS_AT_MOST);
        if (!$this->secrets->wait($plan->settles(), $beat) || !$this->lasts($plan, $beat)) {
            return false;
        }
        $keys = array_keys($plan->objects($config->hasOrder()));
        // Others have waited for all of Fail2Ban and the firewall.
        $before = $plan->needsRules() ? [] : $kept;
        $reloadsAt = $this->pace->uptime() + self::SECONDS_UNTIL_RELOAD;
        while (!$this->limits->areSo($keys, $config, $before)) {
            if ($this->pace->uptime() >= $end) {
                return false;
            }
            $isSsh = in_array((new SshKeys())->key(), $keys, true);
            if ($isSsh && $this->pace->uptime() >= $reloadsAt && !$this->limits->isTakenBySsh($config)) {
                $reloadsAt = INF;
                $this->reloader->reload();
            }
            $beat();
            $this->pace->sleep(self::SECONDS_BETWEEN);
        }
        return true;
    }

    /**
     * Whether what holds as long as it is stored holds by now, or no longer does. Whoever shuts everybody out stands by it also
     * where calls go on.
     *
     * @param callable(): void $beat
     *
     * @throws CannotRead
     */
    public function lasts(Plan $plan, callable $beat): bool
    {
        $keys = $plan->lasting();
        $end = $this->pace->uptime() + self::SECONDS_FOR_LASTING;
        while (true) {
            $missing = array_values(array_filter($keys, function (string $key): bool {
                return !$this->standing->isInForce($key);
            }));
            if ($missing === []) {
                return true;
            }
            if ($this->pace->uptime() >= $end) {
                return !in_array($keys[0], $missing, true);
            }
            foreach ($missing as $key) {
                $this->follow($key);
            }
            $beat();
            $this->pace->sleep(self::SECONDS_BETWEEN);
        }
    }

    private function follow(string $key): void
    {
        try {
            $this->standing->follow($key);
        } catch (PlayFailed $refused) {
            // It is looked at once more.
            return;
        }
    }
}
