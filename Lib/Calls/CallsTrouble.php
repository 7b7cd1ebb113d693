<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

/**
 * Why calls were not read (sites/pbx/calls-api.ts).
 */
final class CallsTrouble
{
    /** There is no database of calls, or it cannot be opened. */
    public const MISSING = 'missing';
    /** Core held it for too long. */
    public const BUSY = 'busy';
    public const DISK = 'disk';
    public const FAILED = 'failed';
    /** The program that read ended. */
    public const BROKEN_OFF = 'broken-off';
    public const ALL = [self::MISSING, self::BUSY, self::DISK, self::FAILED, self::BROKEN_OFF];
}
