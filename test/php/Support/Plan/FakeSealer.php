<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * Seals by remembering; survives the player, as keys on a disk do.
 */
final class FakeSealer implements Sealer
{
    /** @var array<string, array{string, string}> owner and secret, by what stands for them */
    public array $sealed = [];
    /** There is no key, and no room for one. */
    public bool $isFull = false;
    private int $count = 0;

    public function printOf(string $owner, string $secret): string
    {
        return substr(hash('sha256', "print $owner $secret"), 0, 32);
    }

    public function seal(string $owner, string $secret): string
    {
        if ($this->isFull) {
            throw CannotRead::ofFullDisk('sealed.key');
        }
        $name = 'sealed' . ++$this->count;
        $this->sealed[$name] = [$owner, $secret];
        return $name;
    }

    public function open(string $owner, string $sealed): string
    {
        [$of, $secret] = $this->sealed[$sealed] ?? ['', ''];
        if ($of !== $owner) {
            throw new CannotRead(CannotRead::FAILED, 'sealed.key');
        }
        return $secret;
    }

    public function forget(): void
    {
        $this->sealed = [];
    }
}
