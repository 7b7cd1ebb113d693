<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Throwable;

/**
 * Fingerprints of what is stored for a login.
 */
final class StoredPrints
{
    private Fingerprints $fingerprints;

    public function __construct(Fingerprints $fingerprints)
    {
        $this->fingerprints = $fingerprints;
    }

    /**
     * @throws CannotRead
     */
    public function of(string $purpose, string $which, Secret $stored): string
    {
        try {
            return $this->fingerprints->of($purpose, $which . "\0" . $stored->text());
        } catch (CannotRead $keyless) {
            throw $keyless->withoutItsTrace();
        } catch (Throwable $broken) {
            throw new CannotRead(CannotRead::FAILED, get_class($broken));
        }
    }
}
