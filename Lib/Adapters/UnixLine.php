<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;

/**
 * The line as a socket in the module's private folder: who can enter the folder (the web server and root) can ask,
 * nobody else. The queues of Core would be open to every process of the machine.
 */
final class UnixLine implements Line
{
    public const NAME = 'root.sock';
    /** Rules of two families and jails may each take four seconds to settle (SettledReadings). */
    private const SECONDS = 15;

    private string $path;

    public function __construct(string $folder)
    {
        $this->path = $folder . '/' . self::NAME;
    }

    public function ask(string $question): string
    {
        $socket = file_exists($this->path) ? @stream_socket_client('unix://' . $this->path, $code, $said, 1.0) : false;
        if ($socket === false) {
            throw new CannotRead(CannotRead::FAILED, 'no root worker');
        }
        stream_set_timeout($socket, self::SECONDS);
        if (@fwrite($socket, $question . "\n") === false) {
            // It ended in between. Core's handler of errors would make an exception of it, and disable the module for it.
            error_clear_last();
            fclose($socket);
            throw new CannotRead(CannotRead::FAILED, 'root worker');
        }
        $answer = stream_get_contents($socket);
        $isLate = stream_get_meta_data($socket)['timed_out'];
        fclose($socket);
        if ($isLate) {
            throw new CannotRead(CannotRead::TIMEOUT, 'root worker');
        }
        return (string) $answer;
    }
}
