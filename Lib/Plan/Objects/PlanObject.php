<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * Something on the PBX that a plan touches. What is kept of it and what it means are values of JSON.
 */
interface PlanObject
{
    /**
     * The same for the same object, within one plan.
     */
    public function key(): string;

    /**
     * Whose secrets have to be read to know it (Owner).
     *
     * @return list<string>
     */
    public function owners(): array;

    /**
     * The same object, when the plan that made it is over: by its id.
     */
    public function settled(Made $made): self;

    /**
     * Its rows as they are, for putting them back. Of a secret: a sealed copy.
     *
     * @return array<mixed>
     */
    public function keep(Config $config, Made $made): array;

    /**
     * What it means to the PBX, as a person would compare it.
     *
     * @return array<mixed>
     */
    public function state(Config $config, Made $made): array;

    /**
     * Is it as it was kept? Ports that Core renews from its settings do not count.
     *
     * @param array<mixed> $kept
     */
    public function isAsKept(array $kept, Config $config, Made $made): bool;

    /**
     * What to put back where somebody else changed it after the plan: as it was kept, but for what they made stricter.
     *
     * @param array<mixed> $kept
     * @param array<mixed> $after what it meant after the plan
     *
     * @return array<mixed>
     */
    public function merged(array $kept, array $after, Config $now, Made $made): array;

    /**
     * @param array<mixed> $kept
     *
     * @throws PlayFailed
     */
    public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void;

    /**
     * The configuration with it as it was kept.
     *
     * @param array<mixed> $kept
     */
    public function predict(array $kept, Config $config, Made $made): Config;
}
