<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Ports\LogRotation;
use Throwable;

/**
 * Core rotates its logs when a marker in its cache is gone, which it sets for an hour each time (WorkerLogRotate, of every release). Here it is set for as long
 * as evidence is collected. The system log is not held by it: rsyslog rotates that one by size, and asks nobody.
 */
final class CoreLogRotation implements LogRotation
{
    private const MARKER = 'Workers:WorkerLogRotate:lastProcessing';

    public function hold(int $seconds): bool
    {
        try {
            $cache = Services::get('managedCache');
            return is_object($cache) && method_exists($cache, 'set') && $cache->set(self::MARKER, time(), $seconds) === true;
        } catch (Throwable $away) {
            return false;
        }
    }

    public function letGo(): void
    {
        try {
            $cache = Services::get('managedCache');
            if (is_object($cache) && method_exists($cache, 'delete')) {
                $cache->delete(self::MARKER);
            }
        } catch (Throwable $away) {
            // It ends by itself.
            return;
        }
    }
}
