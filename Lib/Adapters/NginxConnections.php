<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Connections;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * nginx numbers connections for as long as its main process lives (`$connection`). A location of the module tells the
 * number to processes of the PBX.
 */
final class NginxConnections implements Connections
{
    private const PID = '/var/run/nginx.pid';
    private const SECONDS = 2.0;
    private const NUMBER = '/\r\n\r\n.*?"connection":(\d{1,18})\b/s';

    private Files $files;
    /** @var Closure(): int */
    private Closure $port;
    private string $path;

    /**
     * @param Closure(): int $port of the web server, as it is now
     * @param string         $path of the location
     */
    public function __construct(Files $files, Closure $port, string $path)
    {
        $this->files = $files;
        $this->port = $port;
        $this->path = $path;
    }

    public function now(): Connection
    {
        $epoch = $this->epoch();
        $address = 'tcp://127.0.0.1:' . ($this->port)();
        $socket = @stream_socket_client($address, $code, $said, self::SECONDS);
        if ($socket === false) {
            throw new CannotRead(CannotRead::FAILED, 'web server');
        }
        stream_set_timeout($socket, (int) self::SECONDS);
        fwrite($socket, "GET $this->path HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        $answer = (string) stream_get_contents($socket, 8192);
        fclose($socket);
        if (preg_match(self::NUMBER, $answer, $found) !== 1) {
            throw new CannotRead(CannotRead::MISSING, 'number of the connection');
        }
        // Of a web server that started anew meanwhile it would mean nothing.
        if ($this->epoch() !== $epoch) {
            throw new CannotRead(CannotRead::FAILED, 'web server');
        }
        return new Connection($epoch, (int) $found[1]);
    }

    public function epoch(): string
    {
        $pid = trim((string) $this->files->read(self::PID));
        $stat = preg_match('/^\d{1,10}$/D', $pid) === 1 ? (string) $this->files->read("/proc/$pid/stat") : '';
        // The name, in parentheses, may hold anything; the start is the 20th field behind it.
        $end = strrpos($stat, ')');
        $fields = $end === false ? [] : explode(' ', trim(substr($stat, $end + 1)));
        if (!isset($fields[19])) {
            throw new CannotRead(CannotRead::MISSING, 'web server');
        }
        return "$pid $fields[19]";
    }
}
