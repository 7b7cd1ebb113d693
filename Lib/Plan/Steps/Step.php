<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * One change of a plan.
 */
interface Step
{
    /**
     * Parts of the facts that it rests on; the plan has to name them.
     *
     * @return list<string>
     */
    public function parts(): array;

    /**
     * Whether it makes a rule, which later steps may refer to.
     */
    public function makesRule(): bool;

    /**
     * Place of the step whose rule it changes; null: none.
     */
    public function refersTo(): ?int;

    /**
     * What it touches: kept before the plan begins, and put back on undo.
     *
     * @param int  $place    of this step, from 1
     * @param bool $hasOrder rules have an order of their own
     *
     * @return list<PlanObject>
     */
    public function objects(int $place, bool $hasOrder): array;

    /**
     * What a plan that tells it this way says it keeps (`undo` of the contract).
     *
     * @return list<array<string, mixed>>
     */
    public function undo(int $place, bool $hasOrder): array;

    /**
     * The configuration that it leaves. A rule that it makes is there under the number of its place, below zero, unless it
     * has been made.
     *
     * @param list<string> $categories that Core has
     *
     * @throws PlanRefused when it cannot be played here
     */
    public function predict(Config $config, int $place, Made $made, array $categories): Config;

    /**
     * @param Config $now as it is right before
     *
     * @return int|null id of what it made
     *
     * @throws PlayFailed
     */
    public function play(Hands $hands, Made $made, Config $now): ?int;

    /**
     * Whether what was read back is what was foretold.
     */
    public function isPlayed(Config $foretold, Config $now, int $place, Made $made): bool;

    /**
     * Whether the plan stands without it: tried for a while, told when it did not work out, and no reason to go back.
     */
    public function mayMiss(): bool;

    /**
     * For the journal: placeholders stay, words for people are left out.
     *
     * @return array<string, mixed>
     */
    public function told(): array;
}
