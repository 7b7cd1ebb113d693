<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Core\System\Configs\SSHConf;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use ReflectionClass;
use Throwable;

/**
 * What Core's worker does after settings of SSH were changed, done here. Newer releases write down how the server is to be
 * started, and have their supervisor start it as that had read it earlier: so it is made to read first.
 */
final class SshReload implements Reloader
{
    private const WRITES = 'generateMonitConf';
    private const STARTS = 'reStart';
    private const STARTS_2024 = 'configure';
    private const SUPERVISOR = 'monit';
    private const READ_ANEW = ['reload'];
    /** The supervisor takes no orders while it reads. */
    private const MICROSECONDS_TO_READ = 3000000;

    private Commands $commands;
    private Log $log;

    public function __construct(Commands $commands, Log $log)
    {
        $this->commands = $commands;
        $this->log = $log;
    }

    public function reload(): void
    {
        try {
            $ssh = new SSHConf();
            $class = new ReflectionClass($ssh);
            if ($class->hasMethod(self::WRITES)) {
                $class->getMethod(self::WRITES)->invoke($ssh);
                $this->commands->run(self::SUPERVISOR, self::READ_ANEW);
                usleep(self::MICROSECONDS_TO_READ);
            }
            $class->getMethod($class->hasMethod(self::STARTS) ? self::STARTS : self::STARTS_2024)->invoke($ssh);
        } catch (CannotRead $unheard) {
            $this->log->trouble('ssh: ' . $unheard->getMessage());
        } catch (Throwable $broken) {
            $this->log->trouble('ssh: ' . get_class($broken));
        }
    }
}
