<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What Core last learned from its release server. Asks nobody.
 */
interface UpdateCheck
{
    /**
     * `latest`: the newest release, the running one where there is none newer; null: never learned (offline).
     * `checkedAt`: ISO 8601 with offset; null: not known.
     *
     * @return array{latest: string|null, checkedAt: string|null}
     *
     * @throws CannotRead
     */
    public function last(): array;
}
