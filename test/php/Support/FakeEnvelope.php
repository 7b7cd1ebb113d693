<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Envelope;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Closes by remembering.
 */
final class FakeEnvelope implements Envelope
{
    /** @var array<string, string> what was closed, by what stands for it */
    public array $closed = [];
    /** Root has made no key. */
    public bool $isBroken = false;

    public function close(Secret $typed): string
    {
        if ($this->isBroken) {
            throw new CannotRead(CannotRead::FAILED, 'envelope.pub');
        }
        $name = 'closed' . (count($this->closed) + 1);
        $this->closed[$name] = $typed->text();
        return $name;
    }

    public function open(string $closed): Secret
    {
        if (!isset($this->closed[$closed])) {
            throw new CannotRead(CannotRead::FAILED, 'envelope.key');
        }
        return new Secret($this->closed[$closed], new About(), 0);
    }

    /**
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return [];
    }
}
