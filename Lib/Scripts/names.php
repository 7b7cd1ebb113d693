<?php

/**
 * Looks up the names of providers, once an hour and after the module was switched on. A resolver may wait for ever, so the
 * kernel ends this process after a while, whatever it does.
 */

declare(strict_types=1);

require_once 'Globals.php';

use Modules\ModuleSecurityChecklist\Lib\Adapters\DnsNames;
use Modules\ModuleSecurityChecklist\Lib\Core\Composition;
use Modules\ModuleSecurityChecklist\Lib\Core\CoreSwitch;
use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;

Scripts::run(Scripts::NAMES, static function (): void {
    if ((new CoreSwitch())->isOn()) {
        Scripts::endAfter(120);
        (new Composition())->lookUpNames(new DnsNames());
    }
});
