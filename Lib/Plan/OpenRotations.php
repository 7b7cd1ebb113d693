<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Secret;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * What the records say of renewed secrets, and what Core has now.
 *
 * @phpstan-import-type Rotation from Rotations
 */
final class OpenRotations implements Rotations
{
    private const MOST = 5;

    private PlanRecords $records;
    private Rows $rows;
    private CoreTraits $core;
    private PrintsOnly $sealer;

    public function __construct(PlanRecords $records, Rows $rows, CoreTraits $core, Sealer $sealer)
    {
        $this->records = $records;
        $this->rows = $rows;
        $this->core = $core;
        $this->sealer = new PrintsOnly($sealer);
    }

    public function open(): array
    {
        $open = [];
        foreach (array_reverse($this->records->due()) as $due) {
            $played = $due->trouble() === '' ? $this->played($due->plan()) : null;
            $owners = $played === null ? [] : $played->owners();
            if ($played !== null && $owners !== [] && count($open) < self::MOST) {
                $open[] = [
                    'plan' => $played->id,
                    'action' => $played->action,
                    'person' => $played->person,
                    'playedAt' => $played->playedAt,
                    'until' => $due->deadline()->at()->getTimestamp(),
                    'sheetClosed' => $played->isSheetClosed,
                    'owners' => $this->states($played, $owners),
                ];
            }
        }
        return $open;
    }

    /**
     * @param list<string> $owners
     *
     * @return array<string, string> by owner
     *
     * @throws CannotRead
     */
    private function states(Record $played, array $owners): array
    {
        $secrets = (new SecretsReader($this->rows, $this->core, $this->sealer, new Schema($this->rows)))->read($owners);
        $states = [];
        foreach ($owners as $owner) {
            $mark = isset($secrets[$owner]) ? $secrets[$owner]->mark() : '';
            $key = Secret::BEGIN . $owner;
            $states[$owner] = self::OTHER;
            if ($mark !== '' && $mark === ($played->before[$key]['print'] ?? '')) {
                $states[$owner] = self::OLD;
            }
            if ($mark !== '' && $mark === ($played->after[$key]['print'] ?? '')) {
                $states[$owner] = self::NEW;
            }
        }
        return $states;
    }

    private function played(string $plan): ?Record
    {
        try {
            return $this->records->find($plan);
        } catch (CannotStore $damaged) {
            return null;
        }
    }
}
