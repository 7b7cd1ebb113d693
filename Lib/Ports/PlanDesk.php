<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;

/**
 * Where the player says how far it is, and hears what persons want meanwhile.
 */
interface PlanDesk
{
    /**
     * @param array<mixed> $status of JSON; never secrets
     */
    public function publish(array $status): void;

    /**
     * What was shown last; null: nothing yet.
     *
     * @return array<mixed>|null
     */
    public function status(): ?array;

    /**
     * What was wanted since last asked, each once.
     *
     * @return list<Wish>
     */
    public function wishes(): array;
}
