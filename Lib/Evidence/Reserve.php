<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Space;

/**
 * Room that stays free. Below half a gigabyte Core deletes the oldest recordings: that would be the end of evidence, made by collecting it.
 */
final class Reserve
{
    public const LEAST = 1073741824;
    private const MOST = 4294967296;
    private const SHARE = 0.05;

    private Space $space;

    public function __construct(Space $space)
    {
        $this->space = $space;
    }

    /**
     * @return int bytes that may be written; 0: none
     *
     * @throws Trouble
     */
    public function room(): int
    {
        try {
            $reserve = max(self::LEAST, min(self::MOST, (int) ($this->space->total() * self::SHARE)));
            return max(0, $this->space->free() - $reserve);
        } catch (CannotRead $hidden) {
            // Nobody writes gigabytes into the dark.
            throw new Trouble(Trouble::DISK, $hidden->getMessage());
        }
    }

    /**
     * @throws Trouble
     */
    public function mustHold(int $bytes): void
    {
        $room = $this->room();
        if ($room < $bytes) {
            throw new Trouble(Trouble::DISK, (string) ($bytes - $room));
        }
    }
}
