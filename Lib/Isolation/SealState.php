<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

/**
 * What the kernel says of the seal, of one family of addresses.
 */
final class SealState
{
    /** Before the kernel looks at its own rules: nobody rewrites it. */
    public const MANGLE = 'mangle';
    /** At the head of Core's own rules, where Core takes it away with each of its changes. */
    public const FILTER = 'filter';

    /** @phpstan-var self::MANGLE|self::FILTER|'' */
    private string $table;
    private int $dropped;

    /**
     * @phpstan-param self::MANGLE|self::FILTER|'' $table where it is in force; '': nowhere
     * @param int $dropped packets that it has turned away
     */
    public function __construct(string $table, int $dropped = 0)
    {
        $this->table = $table;
        $this->dropped = $dropped;
    }

    public function isSealed(): bool
    {
        return $this->table !== '';
    }

    public function needsKeeper(): bool
    {
        return $this->table === self::FILTER;
    }

    /**
     * @phpstan-return self::MANGLE|self::FILTER|''
     */
    public function table(): string
    {
        return $this->table;
    }

    public function dropped(): int
    {
        return $this->dropped;
    }
}
