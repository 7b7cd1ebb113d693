<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;

/**
 * Puts an object back as an earlier plan kept it. No plan that is sent can hold this: it is made from what was kept.
 */
final class PutBack implements Step
{
    private PlanObject $object;
    /** @var array<mixed> */
    private array $kept;

    /**
     * @param PlanObject   $object settled
     * @param array<mixed> $kept
     */
    public function __construct(PlanObject $object, array $kept)
    {
        $this->object = $object;
        $this->kept = $kept;
    }

    public function parts(): array
    {
        return [];
    }

    public function makesRule(): bool
    {
        return false;
    }

    public function refersTo(): ?int
    {
        return null;
    }

    public function objects(int $place, bool $hasOrder): array
    {
        return [$this->object];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        return $this->object->predict($this->kept, $config, $made);
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $this->object->putBack($this->kept, $now, $made, $hands->restorer());
        return null;
    }

    public function isPlayed(Config $foretold, Config $now, int $place, Made $made): bool
    {
        return $this->object->isAsKept($this->kept, $now, $made);
    }

    public function mayMiss(): bool
    {
        return false;
    }

    public function told(): array
    {
        return ['kind' => 'undo', 'object' => $this->object->key()];
    }
}
