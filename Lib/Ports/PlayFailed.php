<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use RuntimeException;

/**
 * A change of the PBX did not work out, or nobody knows. The message holds no secret.
 */
final class PlayFailed extends RuntimeException
{
    private bool $mayHaveHappened;

    private function __construct(string $detail, bool $mayHaveHappened)
    {
        parent::__construct($detail);
        $this->mayHaveHappened = $mayHaveHappened;
    }

    /**
     * Core said no, and nothing was changed.
     */
    public static function refused(string $detail): self
    {
        return new self($detail, false);
    }

    /**
     * No answer: it may have happened, may happen still, or not at all.
     */
    public static function unknown(string $detail): self
    {
        return new self($detail, true);
    }

    public function mayHaveHappened(): bool
    {
        return $this->mayHaveHappened;
    }
}
