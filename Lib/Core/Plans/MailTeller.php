<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Core\Scripts;
use Modules\ModuleSecurityChecklist\Lib\Core\Syslog;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\Teller;
use Throwable;

/**
 * By mail, in a process of its own: a server for mail may take its time.
 */
final class MailTeller implements Teller
{
    public function tell(Record $record): void
    {
        $at = $record->later === null ? $record->acceptedAt : $record->later->at()->format('Y-m-d H:i');
        try {
            Scripts::start(Scripts::TELL, [$record->phase, $record->reason, $at]);
        } catch (Throwable $broken) {
            (new Syslog())->trouble('mail: ' . get_class($broken));
        }
    }
}
