<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Core\System\Configs\IptablesConf;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use Throwable;

/**
 * What Core's worker does after rules were changed, done here. Fail2Ban's files are made by it, too.
 */
final class CoreReload implements Reloader
{
    private Log $log;

    public function __construct(Log $log)
    {
        $this->log = $log;
    }

    public function reload(): void
    {
        try {
            IptablesConf::updateFirewallRules();
            IptablesConf::reloadFirewall();
        } catch (Throwable $broken) {
            $this->log->trouble('reload: ' . get_class($broken));
        }
    }
}
