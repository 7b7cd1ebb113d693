<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use RuntimeException;

/**
 * What the module keeps could not be read or written; nothing of the asked-for work was done. The message names tables
 * and columns, never values.
 */
final class CannotStore extends RuntimeException
{
    /** Somebody else is writing; trying again helps. */
    public const BUSY = 'busy';
    /** The disk has no room for it. */
    public const FULL = 'full';
    /** Damaged, missing or not writable. */
    public const BROKEN = 'broken';

    private string $reason;

    /**
     * @phpstan-param self::BUSY|self::FULL|self::BROKEN $reason
     */
    public function __construct(string $reason, string $detail = '')
    {
        parent::__construct($detail);
        $this->reason = $reason;
    }

    public function isBusy(): bool
    {
        return $this->reason === self::BUSY;
    }

    public function isFull(): bool
    {
        return $this->reason === self::FULL;
    }

    /**
     * What it means to whoever only wanted to read.
     */
    public function asCannotRead(): CannotRead
    {
        return $this->isFull() ? CannotRead::ofFullDisk($this->getMessage()) : new CannotRead($this->isBusy() ? CannotRead::TIMEOUT : CannotRead::FAILED, $this->getMessage());
    }
}
