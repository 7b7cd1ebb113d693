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
    /** @phpstan-var Proof::*|null */
    private ?string $proof;

    /**
     * @param bool        $closes         it takes something from somebody
     * @param int|null    $confirmSeconds null: it need not be confirmed
     * @param string|null $proof          what a confirmation needs; null with it
     *
     * @phpstan-param Proof::*|null $proof
     */
    public function __construct(bool $closes, ?int $confirmSeconds, ?string $proof)
    {
        $this->closes = $closes;
        $this->confirmSeconds = $confirmSeconds;
        $this->proof = $proof;
    }

    public function closes(): bool
    {
        return $this->closes;
    }

    public function confirmSeconds(): ?int
    {
        return $this->confirmSeconds;
    }

    /**
     * @phpstan-return Proof::*|null
     */
    public function proof(): ?string
    {
        return $this->proof;
    }
}
