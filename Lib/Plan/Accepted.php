<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * A plan that may begin, and what follows from it.
 */
final class Accepted
{
    private bool $closes;
    private ?int $confirmSeconds;

    /**
     * @param bool     $closes         it takes something from somebody
     * @param int|null $confirmSeconds null: it need not be confirmed
     */
    public function __construct(bool $closes, ?int $confirmSeconds)
    {
        $this->closes = $closes;
        $this->confirmSeconds = $confirmSeconds;
    }

    public function closes(): bool
    {
        return $this->closes;
    }

    public function confirmSeconds(): ?int
    {
        return $this->confirmSeconds;
    }
}
