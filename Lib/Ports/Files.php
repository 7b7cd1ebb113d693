<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Files of the PBX, as the reading process may see them.
 */
interface Files
{
    /**
     * Text of a file, or null where there is none.
     *
     * @throws CannotRead when it is there and cannot be read
     */
    public function read(string $path): ?string;
}
