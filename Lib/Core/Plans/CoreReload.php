<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Core\System\Configs\IptablesConf;
use Modules\ModuleSecurityChecklist\Lib\Adapters\BanServer;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use Throwable;

/**
 * What Core's worker does after rules were changed, done here. Fail2Ban's files are made by it, too. Core waits for the end
 * of its server however long that takes.
 */
final class CoreReload implements Reloader
{
    private Log $log;
    private BanServer $bans;

    public function __construct(Log $log, BanServer $bans)
    {
        $this->log = $log;
        $this->bans = $bans;
    }

    public function reload(): void
    {
        $this->bans->stop();
        try {
            IptablesConf::updateFirewallRules();
            IptablesConf::reloadFirewall();
        } catch (Throwable $broken) {
            $this->log->trouble('reload: ' . get_class($broken));
        }
    }
}
