<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Limit;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * A step that limits a program (its network, or what it may do), or the numbers that an outgoing route takes.
 */
abstract class Limiting implements ReadableStep
{
    use ReadBack;

    protected const LARGEST = 2147483647;

    /**
     * @return array{key-of<Limits::TABLES>, int} kind and id of the row
     */
    abstract protected function of(): array;

    /**
     * @return array<string, string> columns
     *
     * @throws PlanRefused when that cannot be set here
     */
    abstract protected function changed(Config $config, Made $made): array;

    final public function makesRule(): bool
    {
        return false;
    }

    public function refersTo(): ?int
    {
        return null;
    }

    final public function objects(int $place, bool $hasOrder): array
    {
        return [new Limit(...$this->of())];
    }

    final public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        $owner = Limits::owner(...$this->of());
        $row = $config->limit($owner);
        if ($row === null) {
            throw new PlanRefused(PlanRefused::NO_SUCH_OWNER);
        }
        return $config->withLimit($owner, $this->changed($config, $made) + $row);
    }

    final public function play(Hands $hands, Made $made, Config $now): ?int
    {
        [$kind, $id] = $this->of();
        try {
            $hands->executor()->limitProgram($kind, $id, $this->changed($now, $made));
        } catch (PlanRefused $gone) {
            throw PlayFailed::refused($gone->reason());
        }
        return null;
    }
}
