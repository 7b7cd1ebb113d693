<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;
use Modules\ModuleSecurityChecklist\Lib\Facts\Gateways;
use Modules\ModuleSecurityChecklist\Lib\Facts\Parts\SignInsPart;
use Modules\ModuleSecurityChecklist\Lib\Plan\Surroundings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;

/**
 * This PBX, as the facts know it.
 */
final class CoreSurroundings implements Surroundings
{
    /** So long ago a key may have been used to be one that works. */
    private const SECONDS_OF_A_KEY = 3600;

    /** @var Closure(): FactsReader */
    private Closure $reader;
    private CoreTraits $core;
    private Container $container;
    private Gateways $gateways;
    private SignInsPart $signIns;
    private Clock $clock;

    /**
     * @param Closure(): FactsReader $reader a new one for every reading
     */
    public function __construct(Closure $reader, CoreTraits $core, Container $container, Gateways $gateways, SignInsPart $signIns, Clock $clock)
    {
        $this->signIns = $signIns;
        $this->clock = $clock;
        $this->gateways = $gateways;
        $this->reader = $reader;
        $this->core = $core;
        $this->container = $container;
    }

    public function digest(array $parts): string
    {
        return ($this->reader)()->read('', $parts)->planDigest($parts);
    }

    public function categories(): array
    {
        return array_map('strtoupper', $this->core->firewallCategories());
    }

    public function isFiltering(): bool
    {
        $kind = $this->kind();
        return $kind['kind'] === 'none' || ($kind['kind'] === 'lxc' && $kind['managesFirewall'] !== false);
    }

    public function hasUsedKey(): bool
    {
        try {
            $used = $this->signIns->usedSince($this->clock->now()->getTimestamp() - self::SECONDS_OF_A_KEY);
        } catch (CannotRead $unseen) {
            return false;
        }
        return $used !== [];
    }

    public function tellsPeopleApart(): bool
    {
        $kind = $this->kind();
        return $kind['kind'] !== Container::DOCKER || $kind['network'] === 'host';
    }

    public function isRouter(string $address): bool
    {
        return $this->gateways->has($address);
    }

    /**
     * @phpstan-return array{kind: 'none'}
     *     |array{kind: 'docker', network: 'bridge'|'host'|'unknown'}
     *     |array{kind: 'lxc', managesFirewall: bool|null}
     */
    private function kind(): array
    {
        try {
            return $this->container->find();
        } catch (CannotRead $hidden) {
            // The worst: nothing is filtered, and nobody can be told from another.
            return ['kind' => 'docker', 'network' => 'unknown'];
        }
    }
}
