<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use RuntimeException;

/**
 * The other end of UnixLine. One question at a time; a silent or endless asker is dropped.
 */
final class UnixServer
{
    private const LONGEST_QUESTION = 256;
    private const SECONDS_TO_ASK = 1;
    private const OWNER_ONLY = 0600;

    private string $path;
    /** @var resource */
    private $socket;

    /**
     * @throws RuntimeException when nothing can be opened there
     */
    public function __construct(string $folder)
    {
        $this->path = $folder . '/' . UnixLine::NAME;
        @unlink($this->path);
        $socket = @stream_socket_server('unix://' . $this->path);
        if ($socket === false) {
            throw new RuntimeException('no socket in the private folder');
        }
        $this->socket = $socket;
        chmod($this->path, self::OWNER_ONLY);
        // Root opens it, the owner of the folder asks.
        $owner = fileowner($folder);
        if ($owner !== false && $owner !== fileowner($this->path)) {
            chown($this->path, $owner);
        }
    }

    /**
     * Waits up to `$seconds` for one question and answers it.
     *
     * @param callable(string): string $answer
     */
    public function serve(float $seconds, callable $answer): void
    {
        $asker = @stream_socket_accept($this->socket, $seconds);
        if ($asker === false) {
            // Nobody came, or a signal did. Core logs the last error of a worker that ends, however quiet it was.
            error_clear_last();
            return;
        }
        stream_set_timeout($asker, self::SECONDS_TO_ASK);
        $question = fgets($asker, self::LONGEST_QUESTION);
        if (is_string($question) && substr($question, -1) === "\n") {
            $answered = @fwrite($asker, $answer(rtrim($question, "\r\n")));
            if ($answered === false) {
                // The asker did not wait. Core's handler of errors would end the worker, and nobody could ask any more.
                error_clear_last();
            }
        }
        fclose($asker);
    }

    /**
     * Whether askers still find this very socket; the folder may have been removed or taken over meanwhile.
     */
    public function isInPlace(): bool
    {
        clearstatcache(true, $this->path);
        return file_exists($this->path);
    }

    public function __destruct()
    {
        fclose($this->socket);
        @unlink($this->path);
    }
}
