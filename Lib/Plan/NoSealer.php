<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * For those who only have to know that a secret is there: the web server's user.
 */
final class NoSealer implements Sealer
{
    public function printOf(string $owner, string $secret): string
    {
        return '';
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
