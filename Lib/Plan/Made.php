<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use OutOfBoundsException;

/**
 * Ids that new objects got, by the place of the step that made them; steps count from 1.
 */
final class Made
{
    /** @var array<int, int> */
    private array $ids;

    /**
     * @param array<int, int> $ids by place
     */
    public function __construct(array $ids = [])
    {
        $this->ids = $ids;
    }

    /**
     * null: not made, or not yet.
     */
    public function find(int $place): ?int
    {
        return $this->ids[$place] ?? null;
    }

    /**
     * @throws OutOfBoundsException when it was not made
     */
    public function id(int $place): int
    {
        if (!isset($this->ids[$place])) {
            throw new OutOfBoundsException("step $place made nothing");
        }
        return $this->ids[$place];
    }

    public function with(int $place, int $id): self
    {
        return new self([$place => $id] + $this->ids);
    }

    /**
     * @return array<int, int>
     */
    public function ids(): array
    {
        return $this->ids;
    }
}
