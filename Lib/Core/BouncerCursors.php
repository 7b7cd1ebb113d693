<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\PBXCoreREST\Lib\FirewallBouncer\ExportDecisionsAction;
use Modules\ModuleSecurityChecklist\Lib\Ports\BouncerPolls;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Throwable;

/**
 * Since 2026.2.118 Core keeps for an hour what it last told each bouncer, by the key that it came with, and begins the hour
 * anew with each poll: what is left of it tells when that was.
 */
final class BouncerCursors implements BouncerPolls
{
    private const CURSOR = 'fwbouncer:cursor:';
    private const KEPT = 3600;

    public function isThere(): ?bool
    {
        // Under another name it would not be seen.
        return class_exists(ExportDecisionsAction::class) ? true : null;
    }

    public function secondsSince(array $keys): ?int
    {
        try {
            $redis = Services::get('redis');
            if (!is_object($redis) || !method_exists($redis, 'ttl')) {
                throw new CannotRead(CannotRead::FAILED, 'redis');
            }
            $left = 0;
            foreach ($keys as $key) {
                $kept = $redis->ttl(self::CURSOR . $key);
                $left = max($left, is_int($kept) ? $kept : 0);
            }
        } catch (CannotRead $hidden) {
            throw $hidden;
        } catch (Throwable $unreachable) {
            throw new CannotRead(CannotRead::FAILED, get_class($unreachable));
        }
        return $left > 0 ? max(0, self::KEPT - $left) : null;
    }
}
