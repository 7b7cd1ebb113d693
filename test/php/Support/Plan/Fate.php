<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

/**
 * Counts everything that the player does to the outside, and kills it at one of those moments.
 */
final class Fate
{
    /** Which one kills; 0: none. */
    public int $killAt = 0;
    /** Kills at the first moment of this name; '': none. */
    public string $killOn = '';
    public int $moments = 0;
    /** @var list<string> */
    public array $names = [];
    /** @var list<callable(): void> what looks on at every moment */
    public array $lookers = [];

    public function at(string $name): void
    {
        $this->moments++;
        $this->names[] = $name;
        foreach ($this->lookers as $look) {
            $look();
        }
        if ($this->moments === $this->killAt || $name === $this->killOn) {
            $this->killAt = 0;
            $this->killOn = '';
            throw new Killed($name);
        }
    }
}
