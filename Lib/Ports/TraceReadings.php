<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What a stranger could have left on this PBX: everything of these kinds that is there, with when it came as far as the PBX knows. On the PBX a
 * root worker answers; it takes no arguments from the asker.
 *
 * Times are seconds since 1970. `absent`: it was not there yet, or was different, then; null: nobody ever saw the PBX without it. `present`: it was
 * there then. `by`: who says so. `former`: when it was absent, something else stood in its place. `what`: by name, for people.
 *
 * @phpstan-type Item array{
 *     id: string, print: string, what: array<string, string>, absent: int|null, present: int, by: string, former: bool
 * }
 * @phpstan-type Kind array{items: list<Item>}|array{unknown: string, detail: string}
 * @phpstan-type Found array{
 *     copies: array{count: int, oldest: int|null, newest: int|null, complete: bool}, kinds: array<string, Kind>
 * }
 */
interface TraceReadings
{
    /**
     * @return Found
     *
     * @throws CannotRead
     */
    public function traces(): array;
}
