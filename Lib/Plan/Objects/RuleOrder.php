<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * Priorities of all rules: Core moves those for everybody behind a new one.
 */
final class RuleOrder implements PlanObject
{
    public function key(): string
    {
        return 'rule-order';
    }

    public function owners(): array
    {
        return [];
    }

    public function settled(Made $made): PlanObject
    {
        return $this;
    }

    public function keep(Config $config, Made $made): array
    {
        return self::order($config);
    }

    public function state(Config $config, Made $made): array
    {
        return self::order($config);
    }

    public function isAsKept(array $kept, Config $config, Made $made): bool
    {
        return self::changed($kept, $config) === [];
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        return $kept;
    }

    public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void
    {
        $restorer->putOrder(self::changed($kept, $config));
    }

    public function predict(array $kept, Config $config, Made $made): Config
    {
        foreach (self::changed($kept, $config) as $id => $priority) {
            $filter = $config->filter($id) ?? [];
            $filter['priority'] = $priority;
            $config = $config->withRule($id, $filter, $config->rulesOf($id));
        }
        return $config;
    }

    /**
     * @return array<int, string|null>
     */
    private static function order(Config $config): array
    {
        $order = [];
        foreach ($config->filters() as $id => $filter) {
            $order[$id] = $filter['priority'] ?? null;
        }
        return $order;
    }

    /**
     * What was kept of rules that are still there and stand elsewhere.
     *
     * @param array<mixed> $kept
     *
     * @return array<int, string|null>
     */
    private static function changed(array $kept, Config $config): array
    {
        $changed = [];
        foreach (self::order($config) as $id => $priority) {
            if (array_key_exists($id, $kept) && $kept[$id] !== $priority) {
                $changed[$id] = is_string($kept[$id]) ? $kept[$id] : null;
            }
        }
        return $changed;
    }
}
