<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Secret;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * Sees to it that no earlier secret is kept for longer than it may be put back.
 */
final class Wiping
{
    private PlanRecords $records;
    private Sealer $sealer;

    public function __construct(PlanRecords $records, Sealer $sealer)
    {
        $this->records = $records;
        $this->sealer = $sealer;
    }

    /**
     * Of a plan that was played.
     *
     * @param list<string>|null $keys of objects; null: all
     *
     * @throws CannotStore
     */
    public function of(string $plan, ?array $keys = null): void
    {
        $played = $this->records->find($plan);
        if ($played !== null && self::isSealedIn($played)) {
            $played->wipe($keys);
            $this->records->archive($played);
        }
    }

    /**
     * Where nothing is waited for that could be put back, nothing that was ever sealed can be opened any more.
     */
    public function whatNobodyNeeds(): void
    {
        foreach ($this->records->due() as $due) {
            try {
                $played = $this->records->find($due->plan());
            } catch (CannotStore $damaged) {
                continue;
            }
            if ($played !== null && self::isSealedIn($played)) {
                return;
            }
        }
        $this->sealer->forget();
    }

    private static function isSealedIn(Record $played): bool
    {
        foreach (array_keys($played->kept) as $key) {
            if (Secret::isKey($key)) {
                return true;
            }
        }
        return false;
    }
}
