<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreMemory;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Redis;
use Throwable;

/**
 * Core keeps its list of modules in Redis, whose dump survives a power cut where its folder does (`/var/tmp`). An old one
 * would start Core without this module, and nobody would look after a plan that waits.
 */
final class RedisMemory implements CoreMemory
{
    private const SECONDS = 2.0;

    private Log $log;

    public function __construct(Log $log)
    {
        $this->log = $log;
    }

    public function keep(): void
    {
        try {
            $config = Services::get('config');
            $isConfig = is_object($config) && method_exists($config, 'path');
            $host = $isConfig ? $config->path('redis.host') : null;
            $port = $isConfig ? $config->path('redis.port') : null;
            if (!is_string($host) || !is_numeric($port)) {
                return;
            }
            $client = new Redis();
            if ($client->connect($host, (int) $port, self::SECONDS)) {
                $client->save();
            }
        } catch (Throwable $unsaved) {
            $this->log->trouble('memory of Core: ' . get_class($unsaved));
        }
    }
}
