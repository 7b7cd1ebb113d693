<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Attestations and waivers of the module's database, for the facts.
 */
final class StoredConfirmations implements Confirmations
{
    private Attestations $attestations;
    private Waivers $waivers;

    public function __construct(Storage $storage)
    {
        $this->attestations = new Attestations($storage);
        $this->waivers = new Waivers($storage);
    }

    public function attestations(): array
    {
        try {
            return $this->attestations->all();
        } catch (CannotStore $broken) {
            throw $broken->asCannotRead();
        }
    }

    public function waivers(): array
    {
        try {
            return $this->waivers->all();
        } catch (CannotStore $broken) {
            throw $broken->asCannotRead();
        }
    }
}
