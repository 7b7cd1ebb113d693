<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Bytes on their way into the database: fingerprints, which must not be readable as text anywhere.
 */
final class Blob
{
    private string $bytes;

    public function __construct(string $bytes)
    {
        $this->bytes = $bytes;
    }

    public function bytes(): string
    {
        return $this->bytes;
    }
}
