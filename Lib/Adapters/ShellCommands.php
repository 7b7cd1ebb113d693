<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;

/**
 * Programs where a system keeps them, started without a shell's interpretation, and ended when they take too long.
 */
final class ShellCommands implements Commands
{
    private const FOLDERS = ['/sbin', '/usr/sbin', '/bin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];
    private const SECONDS = 5.0;
    private const STEP_MICROSECONDS = 5000;

    public function run(string $program, array $arguments): ?array
    {
        $path = self::find($program);
        if ($path === null) {
            return null;
        }
        $command = 'exec ' . implode(' ', array_map('escapeshellarg', array_merge([$path], $arguments)));
        $pipes = [];
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['file', '/dev/null', 'w']], $pipes);
        if (!is_resource($process)) {
            throw new CannotRead(CannotRead::FAILED, $program);
        }
        [$text, $exitCode] = self::collect($process, $pipes[1]);
        if ($exitCode === null) {
            throw new CannotRead(CannotRead::TIMEOUT, $program);
        }
        if ($exitCode !== 0) {
            throw new CannotRead(CannotRead::FAILED, $program);
        }
        $lines = preg_split('/\R/', $text, -1, PREG_SPLIT_NO_EMPTY);
        return $lines === false ? [] : $lines;
    }

    private static function find(string $program): ?string
    {
        foreach ($program === '' ? [] : self::FOLDERS as $folder) {
            if (is_executable("$folder/$program")) {
                return "$folder/$program";
            }
        }
        return null;
    }

    /**
     * @param resource $process
     * @param resource $output
     *
     * @return array{string, int|null} what it printed and its exit code; null: it took too long
     */
    private static function collect($process, $output): array
    {
        stream_set_blocking($output, false);
        $text = '';
        $deadline = microtime(true) + self::SECONDS;
        do {
            $text .= (string) stream_get_contents($output);
            // The exit code is told once, to whoever asks first after the end.
            $status = proc_get_status($process);
            $isRunning = $status !== false && $status['running'];
            if ($isRunning) {
                usleep(self::STEP_MICROSECONDS);
            }
        } while ($isRunning && microtime(true) < $deadline);
        if ($isRunning) {
            proc_terminate($process, 9);
        }
        $text .= (string) stream_get_contents($output);
        fclose($output);
        proc_close($process);
        return [$text, $isRunning ? null : ($status === false ? -1 : $status['exitcode'])];
    }
}
