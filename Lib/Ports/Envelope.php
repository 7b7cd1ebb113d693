<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * What a person typed, on its way to root: whoever closes an envelope cannot open it.
 */
interface Envelope
{
    /**
     * @throws CannotRead when root has made no key
     */
    public function close(Secret $typed): string;

    /**
     * @throws CannotRead when it is damaged, or for somebody else
     */
    public function open(string $closed): Secret;
}
