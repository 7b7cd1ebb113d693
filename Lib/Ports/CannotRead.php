<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use RuntimeException;

/**
 * Something could not be read. The reason is one of the facts contract (sites/checklist/facts/schema.ts,
 * UNKNOWN_REASONS); the message is a detail for people and never holds a secret.
 */
final class CannotRead extends RuntimeException
{
    public const NOT_SUPPORTED = 'not-supported';
    public const TIMEOUT = 'timeout';
    public const FAILED = 'failed';
    public const MISTYPED = 'mistyped';
    public const MISSING = 'missing';

    private string $reason;
    private bool $isOfFullDisk = false;

    public function __construct(string $reason, string $detail = '')
    {
        parent::__construct($detail);
        $this->reason = $reason;
    }

    public function reason(): string
    {
        return $this->reason;
    }

    /**
     * What is not there yet could not be made.
     */
    public static function ofFullDisk(string $detail): self
    {
        $why = new self(self::FAILED, $detail);
        $why->isOfFullDisk = true;
        return $why;
    }

    public function isOfFullDisk(): bool
    {
        return $this->isOfFullDisk;
    }

    /**
     * A new one, for whoever asked with a secret in the hand: it is an argument in the trace of this one.
     */
    public function withoutItsTrace(): self
    {
        return $this->isOfFullDisk ? self::ofFullDisk($this->getMessage()) : new self($this->reason, $this->getMessage());
    }
}
