<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * What a page last showed, with the digests it was judged from: a reminder, never truth
 * (docs/schemas/last-judged.schema.json).
 */
final class LastJudged
{
    private const NAME = 'last-judged';

    private Kept $kept;

    public function __construct(Kept $kept)
    {
        $this->kept = $kept;
    }

    /**
     * null: nothing was judged yet.
     *
     * @return array<mixed>|null
     *
     * @throws CannotStore
     */
    public function get(): ?array
    {
        $judged = $this->kept->get(self::NAME);
        $checks = is_array($judged['checks'] ?? null) ? $judged['checks'] : null;
        if ($judged === null || $checks === null) {
            return null;
        }
        foreach ($checks as $place => $check) {
            if (is_array($check) && is_array($check['digests'] ?? null)) {
                // Without parts it would become a list.
                $check['digests'] = (object) $check['digests'];
                $checks[$place] = $check;
            }
        }
        $judged['checks'] = $checks;
        return $judged;
    }

    /**
     * @param array<mixed> $judged as the schema has it
     *
     * @throws CannotStore
     */
    public function put(array $judged): void
    {
        $this->kept->put(self::NAME, $judged);
    }

    /**
     * Digest of each part that it was judged from.
     *
     * @return array<string, string> by part; [] before the first
     *
     * @throws CannotStore
     */
    public function digests(): array
    {
        $digests = [];
        $checks = $this->get()['checks'] ?? null;
        foreach (is_array($checks) ? $checks : [] as $check) {
            foreach (is_array($check) ? (array) ($check['digests'] ?? []) : [] as $part => $digest) {
                if (is_string($digest)) {
                    $digests[(string) $part] = $digest;
                }
            }
        }
        return $digests;
    }
}
