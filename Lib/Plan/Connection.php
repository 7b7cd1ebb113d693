<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Number of a connection to the web server. Numbers grow for as long as its main process lives; those of another one do
 * not compare.
 */
final class Connection
{
    private string $epoch;
    private int $number;

    /**
     * @param string $epoch the main process: its id and when it started
     */
    public function __construct(string $epoch, int $number)
    {
        $this->epoch = $epoch;
        $this->number = $number;
    }

    public function epoch(): string
    {
        return $this->epoch;
    }

    public function number(): int
    {
        return $this->number;
    }

    public function isOfSameServer(self $other): bool
    {
        return $this->epoch === $other->epoch;
    }

    /**
     * Opened after the other one.
     */
    public function isNewerThan(self $other): bool
    {
        return $this->isOfSameServer($other) && $this->number > $other->number;
    }
}
