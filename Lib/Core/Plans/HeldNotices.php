<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use RuntimeException;

/**
 * Stands in for the queue that Core's models tell their changes to, and keeps back those that Core answers by making all of
 * it anew, whichever row it was: the last one of each kind stands for all. Everything else goes on at once.
 */
final class HeldNotices
{
    private const ALIKE = ['Sip', 'AsteriskManagerUsers', 'AsteriskRestUsers', 'NetworkFilters', 'FirewallRules'];
    private const MODELS = 'MikoPBX\\Common\\Models\\';

    private object $queue;
    /** @var array<string, list<mixed>> what it was told with, by kind */
    private array $held = [];

    public function __construct(object $queue)
    {
        $this->queue = $queue;
    }

    /**
     * @param mixed $notice
     * @param mixed ...$more
     *
     * @return mixed
     */
    public function publish($notice, ...$more)
    {
        $kind = self::kind($notice);
        if ($kind === null) {
            return $this->__call('publish', array_merge([$notice], array_values($more)));
        }
        // Told in the order of what came last.
        unset($this->held[$kind]);
        $this->held[$kind] = array_merge([$notice], array_values($more));
        return null;
    }

    public function tell(): void
    {
        $held = $this->held;
        $this->held = [];
        foreach ($held as $arguments) {
            $this->__call('publish', $arguments);
        }
    }

    /**
     * @param array<mixed> $arguments
     *
     * @return mixed
     */
    public function __call(string $name, array $arguments)
    {
        $method = [$this->queue, $name];
        if (!is_callable($method)) {
            throw new RuntimeException("Core's queue has no $name");
        }
        return $method(...array_values($arguments));
    }

    /**
     * @param mixed $notice
     *
     * @return string|null null: is not kept back
     */
    private static function kind($notice): ?string
    {
        $said = is_string($notice) ? json_decode($notice, true) : null;
        $model = is_array($said) ? $said['model'] ?? null : null;
        if (!is_string($model) || strpos($model, self::MODELS) !== 0) {
            return null;
        }
        return in_array(substr($model, strlen(self::MODELS)), self::ALIKE, true) ? $model : null;
    }
}
