<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Waits until what was stored, besides rules, is in the files that Asterisk, Fail2Ban and the system read: Core writes them
 * anew some seconds after a change.
 */
final class InForce
{
    private const SECONDS_AT_MOST = 60.0;
    private const SECONDS_BETWEEN = 1.0;

    private SecretsInForce $secrets;
    private LimitsInForce $limits;
    private Pace $pace;

    public function __construct(Rows $rows, Files $files, Pace $pace)
    {
        $this->secrets = new SecretsInForce($rows, $files);
        $this->limits = new LimitsInForce($rows, $files);
        $this->pace = $pace;
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
        $owners = $plan->owners();
        $keys = array_keys($plan->objects($config->hasOrder()));
        // Others have waited for all of Fail2Ban and the firewall.
        $before = $plan->needsRules() ? [] : $kept;
        $end = $this->pace->uptime() + self::SECONDS_AT_MOST;
        while (!$this->secrets->areSo($owners) || !$this->limits->areSo($keys, $config, $before)) {
            if ($this->pace->uptime() >= $end) {
                return false;
            }
            $beat();
            $this->pace->sleep(self::SECONDS_BETWEEN);
        }
        return true;
    }
}
