<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Api\SheetDoor;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Returns;
use Modules\ModuleSecurityChecklist\Lib\Rotation\ReturnTable;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * Renewed secrets that are on their way to the phones: who is back. Asked every two seconds while somebody looks.
 */
final class ShowRotations implements ReadEndpoint
{
    private Returns $returns;
    private ReturnTable $table;
    private SheetDoor $door;
    private RotationNotes $notes;
    private Clock $clock;

    public function __construct(Returns $returns, ReturnTable $table, SheetDoor $door, RotationNotes $notes, Clock $clock)
    {
        $this->returns = $returns;
        $this->table = $table;
        $this->door = $door;
        $this->notes = $notes;
        $this->clock = $clock;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'plans/rotations';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        ['rotations' => $rotations, 'seen' => $seen] = $this->returns->returns();
        $now = $this->clock->now()->getTimestamp();
        $shown = [];
        foreach ($rotations as $rotation) {
            ['plan' => $plan, 'action' => $action, 'person' => $person, 'playedAt' => $playedAt, 'until' => $until] = $rotation;
            $shown[] = [
                'plan' => $plan,
                'action' => $action,
                'person' => $person,
                'playedAt' => $playedAt,
                'now' => $now,
                'until' => $until,
                'sheet' => $this->door->state($rotation, $caller),
                'singly' => !isset($rotation['owners'][Owner::SUFFIX]),
                'readTo' => $seen['readTo'] ?? null,
                'isBehind' => $seen['isBehind'] ?? false,
                'trouble' => isset($seen['unknown']) ? trim($seen['unknown'] . ' ' . $seen['detail']) : null,
                'owners' => $this->table->rows($rotation, $seen, $this->notes->phones($plan)),
            ];
        }
        return Answer::json(200, ['rotations' => $shown]);
    }
}
