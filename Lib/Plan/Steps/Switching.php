<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Switched;

/**
 * Turns one switch. Core's own page turns firewall and intrusion protection together.
 */
abstract class Switching implements ReadableStep
{
    use ReadBack;

    private bool $isOn;

    final protected function __construct(bool $isOn)
    {
        $this->isOn = $isOn;
    }

    /**
     * @phpstan-return value-of<Config::SWITCHES>
     */
    abstract protected static function key(): string;

    public static function fields(): array
    {
        return ['enabled'];
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
        return [new Switched(static::key())];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'setting', 'key' => static::key()]];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        return $config->withSetting(static::key(), $this->isOn ? '1' : '0');
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $hands->executor()->setSwitch(static::key(), $this->isOn);
        return null;
    }

    public function told(): array
    {
        return ['kind' => static::kind(), 'enabled' => $this->isOn];
    }
}
