<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use RuntimeException;

/**
 * Why nothing, or no more, was collected: one code each (docs/evidence.md).
 */
final class Trouble extends RuntimeException
{
    /** There is not enough room, or no more of it; whoever makes some can go on. */
    public const DISK = 'disk';
    /** Nobody was there to do it in time. */
    public const TOO_LATE = 'too-late';
    /** It ended too often without coming any further. */
    public const BROKEN_OFF = 'broken-off';
    public const FAILED = 'failed';
    public const ALL = [self::DISK, self::TOO_LATE, self::BROKEN_OFF, self::FAILED];

    private string $detail;

    /**
     * @phpstan-param value-of<self::ALL> $code
     */
    public function __construct(string $code, string $detail = '')
    {
        parent::__construct($code);
        $this->detail = $detail;
    }

    public function reason(): string
    {
        return $this->getMessage();
    }

    public function detail(): string
    {
        return $this->detail;
    }
}
