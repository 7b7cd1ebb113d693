<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What holds as long as a setting says so: that the PBX is isolated, that outgoing calls are stopped, or those abroad limited.
 */
interface Standing
{
    /**
     * Brings into force what is stored now.
     *
     * @param string $key of the setting (Config::STANDING)
     *
     * @throws PlayFailed where it cannot be
     */
    public function follow(string $key): void;

    /**
     * Whether what is stored now is what holds, as the kernel and Asterisk's own files say.
     */
    public function isInForce(string $key): bool;
}
