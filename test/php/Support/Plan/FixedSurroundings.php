<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Surroundings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;

/**
 * A machine of its own, whose facts do not change unless a test says so.
 */
final class FixedSurroundings implements Surroundings
{
    public const DIGEST = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

    public string $digest = self::DIGEST;
    public bool $isFiltering = true;
    public bool $tellsPeopleApart = true;
    public bool $hasUsedKey = true;
    public string $router = '192.168.7.1';
    private CoreTraits $core;

    public function __construct(CoreTraits $core)
    {
        $this->core = $core;
    }

    public function digest(array $parts): string
    {
        return $this->digest;
    }

    public function categories(): array
    {
        return $this->core->firewallCategories();
    }

    public function isFiltering(): bool
    {
        return $this->isFiltering;
    }

    public function hasUsedKey(): bool
    {
        return $this->hasUsedKey;
    }

    public function tellsPeopleApart(): bool
    {
        return $this->tellsPeopleApart;
    }

    public function isRouter(string $address): bool
    {
        return $address === $this->router;
    }
}
