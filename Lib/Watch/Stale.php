<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * Parts of the facts that changed since the checklist was last judged, as far as Core told. A hint for whoever shows
 * the last grade, and never more: what is true is in the digests.
 */
final class Stale
{
    private const NAME = 'stale';

    private Kept $kept;
    private Clock $clock;

    public function __construct(Kept $kept, Clock $clock)
    {
        $this->kept = $kept;
        $this->clock = $clock;
    }

    /**
     * Writes nothing when all of them are marked already: an import touches thousands of rows.
     *
     * @param list<string> $parts
     *
     * @throws CannotStore
     */
    public function mark(array $parts): void
    {
        $marked = $this->since();
        $now = $this->clock->now()->format(DATE_ATOM);
        $all = $marked + array_fill_keys($parts, $now);
        if ($all !== $marked) {
            $this->kept->put(self::NAME, $all);
        }
    }

    /**
     * @return array<string, string> since when (ISO 8601), by part
     *
     * @throws CannotStore
     */
    public function since(): array
    {
        $since = [];
        foreach ($this->kept->get(self::NAME) ?? [] as $part => $time) {
            if (is_string($time)) {
                $since[(string) $part] = $time;
            }
        }
        return $since;
    }

    /**
     * @throws CannotStore
     */
    public function clear(): void
    {
        $this->kept->forget(self::NAME);
    }
}
