<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\FreshSecret;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Secret;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;

/**
 * Gives somebody another secret. It is made here, and forgotten as soon as Core has it; what it will mean is known before,
 * by its print.
 */
abstract class Renewing implements ReadableStep
{
    use ReadBack;

    private ?string $secret = null;

    abstract protected function owner(): string;

    abstract protected function fresh(): string;

    /**
     * The length that a secret of this plan is to have.
     */
    final protected static function length(Fields $fields): int
    {
        $secret = $fields->childOrNull('secret', ['$secret']);
        $how = $secret === null ? null : $secret->childOrNull('$secret', ['length']);
        if ($how === null) {
            throw $fields->unfit('secret');
        }
        return $how->number('length', FreshSecret::SHORTEST, FreshSecret::LONGEST);
    }

    final public function makesRule(): bool
    {
        return false;
    }

    final public function refersTo(): ?int
    {
        return null;
    }

    final public function objects(int $place, bool $hasOrder): array
    {
        return [new Secret($this->owner())];
    }

    final public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        $is = $config->secret($this->owner());
        if ($is === null) {
            throw new PlanRefused(PlanRefused::NO_SUCH_OWNER);
        }
        if (!$is->decides()) {
            throw new PlanRefused(PlanRefused::OVERRIDDEN);
        }
        return $config->withNewSecret($this->owner(), $this->secret());
    }

    final public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $is = $now->secret($this->owner());
        try {
            $hands->executor()->putSecret($this->owner(), $is === null ? 0 : $is->row(), $this->secret());
        } finally {
            $this->secret = null;
        }
        return null;
    }

    /**
     * What is to be stored is shown nowhere.
     *
     * @return array<string, mixed>
     */
    final public function __debugInfo(): array
    {
        return ['owner' => $this->owner()];
    }

    private function secret(): string
    {
        return $this->secret ??= $this->fresh();
    }
}
