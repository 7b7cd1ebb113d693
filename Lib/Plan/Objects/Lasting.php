<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Brake\Brake;
use Modules\ModuleSecurityChecklist\Lib\Isolation\CallsStop;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Isolation;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * What holds as long as its setting says so: isolation, that outgoing calls are stopped, or those abroad limited.
 */
final class Lasting extends Setting
{
    /** @var value-of<Config::STANDING> */
    private string $name;

    /**
     * @phpstan-param value-of<Config::STANDING> $name
     */
    public function __construct(string $name)
    {
        $this->name = $name;
    }

    protected function name(): string
    {
        return $this->name;
    }

    public function state(Config $config, Made $made): array
    {
        $value = $config->setting($this->name);
        if ($this->name === Config::CALLS) {
            $stopped = CallsStop::read($value);
            return ['on' => $stopped !== null, 'numbers' => $stopped === null ? [] : $stopped->numbers()];
        }
        if ($this->name === Config::BRAKE) {
            $brake = Brake::read($value);
            return ['on' => $brake !== null, 'print' => $brake === null ? '' : $brake->print()];
        }
        $isolation = Isolation::read($value);
        return [
            'on' => $isolation !== null,
            'networks' => $isolation === null ? [] : $isolation->networks(),
            'phones' => $isolation === null ? [] : $isolation->phones(),
        ];
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        return $kept;
    }
}
