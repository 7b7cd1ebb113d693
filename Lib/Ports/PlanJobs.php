<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;

/**
 * Root's side of the desk, before there is a player.
 */
interface PlanJobs
{
    /**
     * What the API handed in, once; null: nothing, or nothing that could be read.
     *
     * @return \stdClass|null
     */
    public function takeJob(): ?\stdClass;

    /**
     * Somebody wants that what is to begin later does not, once; null: nobody. Whoever plays does not hear it.
     */
    public function takeCancel(): ?Wish;

    /**
     * Somebody wants something of the plan that there is.
     */
    public function hasWishes(): bool;

    /**
     * What was wanted since last asked, each once.
     *
     * @return list<Wish>
     */
    public function wishes(): array;
}
