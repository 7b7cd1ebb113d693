<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Who signed in with a new secret, and who was turned down: phones and programs, by the log of Asterisk. Only root can read it.
 *
 * @phpstan-type Comeback array{
 *     back: array{first: int, last: int, address: string}|null,
 *     refused: array{count: int, last: int, address: string}|null
 * }
 * @phpstan-type Told array{readTo: int|null, isBehind: bool, owners: array<string, Comeback>}
 */
interface Comebacks
{
    /**
     * Of these owners, each since its own moment, and of all others since theirs. `refused` counts what came after the first success; where
     * there is none, all. Times are seconds since 1970. `readTo`: of the last line that was read; null: of none yet. `isBehind`:
     * there was no time for all of it, the next reading goes on.
     *
     * @param array<string, int> $since  by owner as the log knows it (`sip:204`, `ami:crm`), seconds since 1970
     * @param int|null           $others null: of nobody else
     *
     * @return Told owners of whom nothing was seen are left out
     *
     * @throws CannotRead
     */
    public function read(array $since, ?int $others = null): array;
}
