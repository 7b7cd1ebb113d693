<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * The server of Fail2Ban. On a disk that became read-only it never comes to the end of its stop, and Core (2024) makes no
 * rules before it has: seen on a running Core, whose firewall stayed closed over rows that were open again.
 */
final class BanServer
{
    private const CLIENT = 'fail2ban-client';
    private const PID = '/var/run/fail2ban/fail2ban.pid';
    private const PROGRAM = 'fail2ban-server';
    private const KILL = 9;

    private Commands $commands;
    private Files $files;
    /** @var Closure(int, int): mixed */
    private Closure $signal;

    /**
     * @param Closure(int, int): mixed $signal as `posix_kill`
     */
    public function __construct(Commands $commands, Files $files, Closure $signal)
    {
        $this->commands = $commands;
        $this->files = $files;
        $this->signal = $signal;
    }

    /**
     * Whoever starts it again finds its bans in its own table.
     */
    public function stop(): void
    {
        try {
            $this->commands->run(self::CLIENT, ['-x', 'stop']);
        } catch (CannotRead $stuck) {
            if ($stuck->reason() === CannotRead::TIMEOUT) {
                $this->kill();
            }
        }
    }

    private function kill(): void
    {
        $pid = trim((string) $this->files->read(self::PID));
        $isNumber = preg_match('/^[1-9]\d{0,8}$/D', $pid) === 1;
        if ($isNumber && strpos((string) $this->files->read("/proc/$pid/cmdline"), self::PROGRAM) !== false) {
            ($this->signal)((int) $pid, self::KILL);
        }
    }
}
