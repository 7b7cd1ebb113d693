<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Lasting as LastingObject;

/**
 * Stores what is to hold from now on, and brings it into force before the next step.
 */
abstract class Lasting implements ReadableStep
{
    use ReadBack;

    private string $value;

    final protected function __construct(string $value)
    {
        $this->value = $value;
    }

    /**
     * @phpstan-return value-of<Config::STANDING>
     */
    abstract public static function key(): string;

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
        return [new LastingObject(static::key())];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'setting', 'key' => static::key()]];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        return $config->withSetting(static::key(), $this->value);
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $hands->executor()->setLasting(static::key(), $this->value);
        $hands->standing()->follow(static::key());
        return null;
    }

    protected function value(): string
    {
        return $this->value;
    }
}
