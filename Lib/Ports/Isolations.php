<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Brake\Brake;

/**
 * Whether the PBX is isolated outgoing calls are stopped, and those abroad are limited, as the kernel and Asterisk's files say at this moment.
 *
 * `v4` and `v6` say where the seal is: before the rules of the firewall (`mangle`), among them (`filter`), nowhere (null), or
 * that there are no such addresses (`none`).
 *
 * @phpstan-type By array{plan: string, person: string, at: string}
 * @phpstan-type Sealed array{networks: list<string>, phones: list<string>, v4: string|null, v6: string|null, dropped: int, by: By|null}
 * @phpstan-import-type Limits from Brake
 * @phpstan-import-type Hours from Brake
 * @phpstan-type Stopped array{numbers: list<string>, inForce: bool, by: By|null}
 * @phpstan-type Braked array{
 *     limits: array<string, Limits>, hours: Hours|null, anytime: list<string>, places: list<string>, inForce: bool, by: By|null
 * }
 */
interface Isolations
{
    /**
     * @return array{isolated: Sealed|null, calls: Stopped|null, brake: Braked|null}
     *
     * @throws CannotRead
     */
    public function isolation(): array;
}
