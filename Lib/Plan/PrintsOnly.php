<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * For whoever only compares, and lives long: it never holds the key that opens.
 */
final class PrintsOnly implements Sealer
{
    private Sealer $sealer;

    public function __construct(Sealer $sealer)
    {
        $this->sealer = $sealer;
    }

    public function printOf(string $owner, string $secret): string
    {
        return $this->sealer->printOf($owner, $secret);
    }

    public function seal(string $owner, string $secret): string
    {
        return '';
    }

    public function open(string $owner, string $sealed): string
    {
        throw new CannotRead(CannotRead::NOT_SUPPORTED, 'sealed');
    }

    public function forget(): void
    {
    }
}
