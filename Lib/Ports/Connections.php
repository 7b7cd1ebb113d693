<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;

/**
 * The web server's count of connections.
 */
interface Connections
{
    /**
     * A connection that is opened now.
     *
     * @throws CannotRead
     */
    public function now(): Connection;

    /**
     * Which main process the web server has.
     *
     * @throws CannotRead
     */
    public function epoch(): string;
}
