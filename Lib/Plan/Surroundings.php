<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * What a plan is compared with.
 */
interface Surroundings
{
    /**
     * One digest of these parts of the facts, read anew, in this order.
     *
     * @param list<string> $parts
     */
    public function digest(array $parts): string;

    /**
     * Keys of the firewall's categories, of Core and of modules.
     *
     * @return list<string>
     */
    public function categories(): array;

    /**
     * Whether Core enforces its rules here by itself: not in Docker, nor in a container without the right.
     */
    public function isFiltering(): bool;

    /**
     * Whether somebody has signed in over SSH within the last hour with a key that is on the PBX now.
     */
    public function hasUsedKey(): bool;

    /**
     * Whether connections come from the people themselves: not through the bridge of a container.
     */
    public function tellsPeopleApart(): bool;

    /**
     * Whether this address is a router of this PBX, with others behind it.
     */
    public function isRouter(string $address): bool;
}
