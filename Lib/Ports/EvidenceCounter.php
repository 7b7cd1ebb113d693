<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * The API's side of the evidence.
 */
interface EvidenceCounter
{
    /**
     * What root shows; null: nothing yet.
     *
     * @return array<mixed>|null
     */
    public function status(): ?array;

    /**
     * Something was handed in that root has not taken yet.
     */
    public function hasOrder(): bool;

    /**
     * When what root has not taken yet was handed in: Unix time; null: there is nothing.
     */
    public function handedInAt(): ?int;

    /**
     * @param array<string, string> $order
     *
     * @throws CannotStore
     */
    public function handIn(array $order): void;

    public function ring(): void;
}
