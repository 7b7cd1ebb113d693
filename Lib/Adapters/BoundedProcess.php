<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * A program with nothing of ours but what it is given: no environment, no files that are open here, a group of its own. It is fed, heard,
 * and ended with everything of that group when its time is over. What it moved to other groups (services that it started
 * anew) goes on.
 */
final class BoundedProcess
{
    public const EXIT = 'exit';
    public const SIGNAL = 'signal';
    public const TIMEOUT = 'timeout';
    /** Whoever heard it had enough. */
    public const STOPPED = 'stopped';

    private const FOLDERS = ['/sbin', '/usr/sbin', '/bin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];
    private const ENVIRONMENT = [
        'PATH' => '/sbin:/usr/sbin:/bin:/usr/bin:/usr/local/sbin:/usr/local/bin', 'HOME' => '/', 'LANG' => 'C',
    ];
    /** A shell closes what it was handed down, of which it knows the first ten; and becomes what it starts. */
    private const ALONE = 'exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec "$@"';
    private const CHUNK = 65536;
    private const TICK_MICROSECONDS = 100000;
    /** For what others of its group still write after its end. */
    private const SECONDS_TO_HEAR = 2.0;
    private const SECONDS_TO_END = 5.0;

    /** @var resource */
    private $process;
    /** @var resource|null */
    private $input;
    /** @var resource */
    private $output;
    private int $pid;
    /** @var Closure(string): bool */
    private Closure $heard;
    private string $fed;
    /** @var array{self::EXIT|self::SIGNAL, int|null}|null */
    private ?array $ended = null;

    /**
     * @param resource              $process
     * @param resource              $input
     * @param resource              $output
     * @param Closure(string): bool $heard
     */
    private function __construct($process, $input, $output, string $fed, Closure $heard)
    {
        $this->process = $process;
        $this->input = $input;
        $this->output = $output;
        $this->fed = $fed;
        $this->heard = $heard;
        $this->pid = proc_get_status($process)['pid'] ?? 0;
        stream_set_blocking($input, false);
        stream_set_blocking($output, false);
    }

    /**
     * @param list<string>          $command  name of the program, and its arguments
     * @param string                $fed      its standard input
     * @param Closure(string): bool $heard    what it wrote, several times a second, also when that is nothing; false: enough
     * @param bool                  $isWhole  what it writes as errors, too
     *
     * @phpstan-return array{self::*, int|null} how it ended, and its exit code
     *
     * @throws CannotRead when it cannot be started
     */
    public static function run(array $command, string $fed, float $seconds, Closure $heard, bool $isWhole): array
    {
        $alone = ($isWhole ? 'exec 2>&1; ' : '') . self::ALONE;
        $words = array_merge(
            [self::find('setsid'), self::find('sh'), '-c', $alone, 'sh', self::find($command[0] ?? '')],
            array_slice($command, 1)
        );
        $descriptors = [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']];
        $pipes = [];
        // Else it would be deaf to the end of its own pipes, as PHP is.
        pcntl_signal(SIGPIPE, SIG_DFL);
        $process = proc_open($words, $descriptors, $pipes, '/', self::ENVIRONMENT);
        pcntl_signal(SIGPIPE, SIG_IGN);
        if (!is_resource($process)) {
            throw new CannotRead(CannotRead::FAILED, $command[0] ?? '');
        }
        return (new self($process, $pipes[0], $pipes[1], $fed, $heard))->toTheEnd($seconds);
    }

    /**
     * @throws CannotRead
     */
    private static function find(string $program): string
    {
        foreach (self::FOLDERS as $folder) {
            if ($program !== '' && is_executable("$folder/$program")) {
                return "$folder/$program";
            }
        }
        throw new CannotRead(CannotRead::MISSING, $program);
    }

    /**
     * @phpstan-return array{self::*, int|null}
     */
    private function toTheEnd(float $seconds): array
    {
        $end = self::now() + $seconds;
        $quiet = INF;
        while (true) {
            $this->wait();
            $this->feed();
            if (!$this->hear()) {
                return $this->close($this->kill(self::STOPPED));
            }
            if ($this->isOver()) {
                $quiet = min($quiet, self::now() + self::SECONDS_TO_HEAR);
            }
            if ($this->ended !== null && (feof($this->output) || self::now() >= $quiet)) {
                return $this->close($this->ended);
            }
            if ($this->ended === null && self::now() >= $end) {
                return $this->close($this->kill(self::TIMEOUT));
            }
        }
    }

    private function wait(): void
    {
        $read = feof($this->output) ? [] : [$this->output];
        $write = $this->input === null ? [] : [$this->input];
        $except = null;
        if ($read === [] && $write === []) {
            usleep(self::TICK_MICROSECONDS);
        } elseif (@stream_select($read, $write, $except, 0, self::TICK_MICROSECONDS) === false) {
            usleep(self::TICK_MICROSECONDS);
        }
    }

    private function feed(): void
    {
        if ($this->input === null) {
            return;
        }
        $count = $this->fed === '' ? 0 : @fwrite($this->input, substr($this->fed, 0, self::CHUNK));
        $this->fed = (string) substr($this->fed, (int) $count);
        // Whoever is gone reads no more.
        if ($count === false || $this->fed === '' || $this->isOver()) {
            fclose($this->input);
            $this->input = null;
        }
    }

    private function hear(): bool
    {
        $bytes = feof($this->output) ? '' : (string) fread($this->output, self::CHUNK);
        return ($this->heard)($bytes);
    }

    private function isOver(): bool
    {
        if ($this->ended === null) {
            // The exit code is told once, to whoever asks first after the end.
            $status = proc_get_status($this->process);
            if ($status !== false && !$status['running']) {
                $this->ended = $status['signaled'] ? [self::SIGNAL, null] : [self::EXIT, $status['exitcode']];
            }
        }
        return $this->ended !== null;
    }

    /**
     * @phpstan-param self::STOPPED|self::TIMEOUT $why
     *
     * @phpstan-return array{self::STOPPED|self::TIMEOUT, null}
     */
    private function kill(string $why): array
    {
        $last = self::now() + self::SECONDS_TO_END;
        posix_kill(-$this->pid, SIGTERM);
        do {
            usleep(self::TICK_MICROSECONDS);
            $this->hear();
            $this->isOver();
            $isThere = posix_kill(-$this->pid, 0);
        } while ($isThere && self::now() < $last);
        posix_kill(-$this->pid, SIGKILL);
        return [$why, null];
    }

    /**
     * @template T
     *
     * @param T $ended
     *
     * @return T
     */
    private function close($ended)
    {
        if ($this->input !== null) {
            fclose($this->input);
        }
        fclose($this->output);
        proc_close($this->process);
        return $ended;
    }

    private static function now(): float
    {
        return hrtime(true) / 1e9;
    }
}
