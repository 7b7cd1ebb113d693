<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Of the disk where something large is to lie, in bytes.
 */
interface Space
{
    /**
     * @throws CannotRead
     */
    public function free(): int;

    /**
     * @throws CannotRead
     */
    public function total(): int;
}
