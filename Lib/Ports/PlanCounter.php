<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;

/**
 * The API's side of the desk: hands in what a person wants, and reads how far the player is.
 */
interface PlanCounter
{
    /**
     * What the player last said; null: nothing yet.
     *
     * @return array<mixed>|null
     */
    public function status(): ?array;

    /**
     * A plan was handed in and nobody has taken it yet.
     */
    public function hasJob(): bool;

    /**
     * When what root has not taken yet was handed in: Unix time; null: there is nothing.
     */
    public function handedInAt(): ?int;

    /**
     * @param array<string, mixed> $job of JSON
     *
     * @throws CannotStore
     */
    public function handIn(array $job): void;

    /**
     * @throws CannotStore
     */
    public function wish(Wish $wish): void;

    /**
     * Tells root that there is something. It looks by itself, too, only later; so nothing is thrown.
     */
    public function ring(): void;
}
