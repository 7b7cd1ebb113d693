<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * A part that says, too, what changes by itself. Its digest leaves that out, as `digestOfPart` does in TypeScript, so that
 * it outdates no plan.
 */
interface FleetingPart extends Part
{
    /**
     * What of the data the digest is made of.
     *
     * @param array<int|string, mixed> $data as `read` gave it
     *
     * @return array<int|string, mixed>
     */
    public function lasting(array $data): array;
}
