<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Brake\Brake;
use Modules\ModuleSecurityChecklist\Lib\Isolation\CallsStop;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Isolation;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Standing;

/**
 * A kernel and a dialplan that do what is stored, when they are told to.
 */
final class PretendedStanding implements Standing
{
    /** Nothing is taken; what is there can go. */
    public bool $isDeaf = false;
    /** Nothing goes either. */
    public bool $isStuck = false;
    /** @var array<string, string> what holds, by key; '': nothing */
    public array $holds = [Config::ISOLATION => '', Config::CALLS => '', Config::BRAKE => ''];
    /** @var list<string> in which order */
    public array $followed = [];

    private ConfigReader $reader;
    private Fate $fate;

    public function __construct(ConfigReader $reader, Fate $fate)
    {
        $this->reader = $reader;
        $this->fate = $fate;
    }

    public function follow(string $key): void
    {
        $wanted = $this->wanted($key);
        $this->fate->at('before following');
        if ($this->isStuck || ($this->isDeaf && $wanted !== '')) {
            throw PlayFailed::refused($key);
        }
        $this->holds[$key] = $wanted;
        $this->followed[] = $key;
        $this->fate->at('after following');
    }

    public function isInForce(string $key): bool
    {
        return $this->holds[$key] === $this->wanted($key);
    }

    private function wanted(string $key): string
    {
        $value = $this->reader->read()->setting($key);
        $reads = [
            Config::CALLS => [CallsStop::class, 'read'], Config::BRAKE => [Brake::class, 'read'],
            Config::ISOLATION => [Isolation::class, 'read'],
        ];
        return $reads[$key]($value) === null ? '' : $value;
    }
}
