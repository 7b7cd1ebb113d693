<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Fail2ban;

/**
 * Takes back that addresses were not banned while their phones got new passwords: the row as it was; where somebody changed it
 * since, the plan's own entries only. No plan that is sent can hold this.
 */
final class Unexempt implements Step
{
    use ReadBack;

    private Fail2ban $object;
    /** @var array<mixed> */
    private array $kept;
    /** @var array<mixed> */
    private array $after;

    /**
     * @param array<mixed> $kept  the row before the plan
     * @param array<mixed> $after what it meant after the plan
     */
    public function __construct(array $kept, array $after)
    {
        $this->object = new Fail2ban();
        $this->kept = $kept;
        $this->after = $after;
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
        return $this->object->predict($this->target($config, $made), $config, $made);
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $target = $this->target($now, $made);
        if (!$this->object->isAsKept($target, $now, $made)) {
            $this->object->putBack($target, $now, $made, $hands->restorer());
        }
        return null;
    }

    /**
     * Who was not banned until now.
     *
     * @return list<string>
     */
    public function networks(): array
    {
        return $this->object->added($this->kept, $this->after);
    }

    public function told(): array
    {
        return ['kind' => 'undo', 'object' => $this->object->key()];
    }

    /**
     * @return array<mixed>
     */
    private function target(Config $now, Made $made): array
    {
        return $this->object->state($now, $made) == $this->after
            ? $this->kept
            : $this->object->without($this->kept, $this->after, $now);
    }
}
