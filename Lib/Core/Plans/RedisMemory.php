<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Adapters\RedisDump;
use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreMemory;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Redis;
use Throwable;

/**
 * Core keeps its list of modules in Redis for an hour (`PbxExtensionModules::getEnabledModulesArray`), whose dump survives a
 * power cut where its folder does (`/var/tmp`). An old one would start Core without this module, and nobody would look
 * after a plan that waits.
 */
final class RedisMemory implements CoreMemory
{
    private const SECONDS = 2.0;

    private Log $log;
    private Pace $pace;

    public function __construct(Log $log, Pace $pace)
    {
        $this->log = $log;
        $this->pace = $pace;
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
            $ask = static function (string ...$words) use ($client) {
                return $client->rawCommand(...$words);
            };
            $isNew = $client->connect($host, (int) $port, self::SECONDS) && (new RedisDump($ask, $this->pace))->renew();
            if (!$isNew) {
                $this->log->trouble('memory of Core: its dump could not be made anew');
            }
        } catch (Throwable $unsaved) {
            $this->log->trouble('memory of Core: ' . get_class($unsaved));
        }
    }
}
