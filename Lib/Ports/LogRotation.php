<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Core's rotation of logs, which takes the oldest ones away.
 */
interface LogRotation
{
    /**
     * Not before so many seconds are over, whatever becomes of whoever asks.
     *
     * @return bool false: it cannot be held
     */
    public function hold(int $seconds): bool;

    /**
     * It goes on as ever.
     */
    public function letGo(): void;
}
