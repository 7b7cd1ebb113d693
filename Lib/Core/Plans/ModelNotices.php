<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreNotices;

/**
 * In this process alone: what the cabinet and other processes change meanwhile, Core hears of at once.
 */
final class ModelNotices implements CoreNotices
{
    private const QUEUE = 'beanstalkConnectionModels';

    public function once(callable $work)
    {
        $queue = Services::get(self::QUEUE);
        if (!is_object($queue) || $queue instanceof HeldNotices) {
            return $work();
        }
        $held = new HeldNotices($queue);
        Services::replace(self::QUEUE, $held);
        try {
            return $work();
        } finally {
            Services::replace(self::QUEUE, $queue);
            $held->tell();
        }
    }
}
