<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * What the address of a person is, as far as the PBX can tell (sites/checklist/actions/action.ts, Asker).
 */
final class Seen
{
    public const DIRECT = 'direct';
    public const GATEWAY = 'gateway';
    public const PROXY = 'proxy';
    public const BRIDGE = 'bridge';
    public const UNKNOWN = 'unknown';

    /**
     * @return self::*
     */
    public static function as(Asked $asked, Surroundings $surroundings): string
    {
        if ($asked->arrival()->isForwarded()) {
            return self::PROXY;
        }
        if (!$surroundings->tellsPeopleApart()) {
            return self::BRIDGE;
        }
        if ($asked->arrival()->connection() === null) {
            return self::UNKNOWN;
        }
        return $surroundings->isRouter($asked->address()) ? self::GATEWAY : self::DIRECT;
    }
}
