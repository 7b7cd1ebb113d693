<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;

/**
 * A PBX and its surroundings as two network namespaces of the real kernel, with a wire between them.
 */
final class KernelWorld implements Commands
{
    public const PBX = '198.51.100.1';
    public const PBX_6 = '2001:db8:7::1';
    public const FRIEND = '198.51.100.2';
    public const FRIEND_6 = '2001:db8:7::2';
    public const PHONE = '198.51.100.20';
    public const STRANGER = '198.51.100.3';
    public const STRANGER_6 = '2001:db8:7::3';
    private const SECONDS = 10;

    private string $pbx;
    private string $outside;
    /** @var list<array{resource, array<int, resource>}> */
    private array $running = [];

    public function __construct()
    {
        $name = 'seccheck' . getmypid();
        $this->pbx = "$name-pbx";
        $this->outside = "$name-out";
        self::sh("ip netns add $this->pbx", "ip netns add $this->outside");
        self::sh("ip -n $this->pbx link add up0 type veth peer name out0 netns $this->outside");
        foreach (
            [$this->pbx => ['up0', [self::PBX, self::PBX_6]], $this->outside => ['out0', [
            self::STRANGER, self::PHONE, self::FRIEND, self::FRIEND_6, self::STRANGER_6,
            ]]] as $space => [$link, $addresses]
        ) {
            self::sh("ip -n $space link set lo up", "ip -n $space link set $link up");
            foreach ($addresses as $address) {
                $isSix = strpos($address, ':') !== false;
                self::sh("ip -n $space addr add $address/" . ($isSix ? '64 nodad' : '24') . " dev $link");
            }
        }
    }

    public static function isPossible(): bool
    {
        return function_exists('posix_geteuid') && posix_geteuid() === 0 && function_exists('proc_open')
            && is_executable('/usr/sbin/iptables') && (is_executable('/sbin/ip') || is_executable('/usr/sbin/ip'))
            && @exec('ip netns add seccheck-may 2>/dev/null && ip netns del seccheck-may && echo yes') === 'yes';
    }

    public function run(string $program, array $arguments): array
    {
        $words = implode(' ', array_map('escapeshellarg', array_merge([$program], $arguments)));
        exec("ip netns exec $this->pbx $words 2>/dev/null", $lines, $code);
        if ($code !== 0) {
            throw new CannotRead(CannotRead::FAILED, $program);
        }
        return $lines;
    }

    public function serve(): void
    {
        foreach ([$this->pbx, $this->outside] as $space) {
            $this->start($space, __DIR__ . '/echo-server.php', 'ready');
        }
    }

    /**
     * @return callable(string): string says something over a connection that stays; 'shut out', 'heard' or 'nothing'
     */
    public function outside(string $from, string $to): callable
    {
        return $this->talker($this->outside, $from, $to);
    }

    /**
     * @return callable(string): string
     */
    public function inside(string $from, string $to): callable
    {
        return $this->talker($this->pbx, $from, $to);
    }

    public function remove(): void
    {
        foreach ($this->running as [$process, $pipes]) {
            array_map('fclose', $pipes);
            proc_terminate($process, 9);
            proc_close($process);
        }
        exec("ip netns del $this->pbx; ip netns del $this->outside");
    }

    private function talker(string $space, string $from, string $to): callable
    {
        $bracketed = strpos($from, ':') === false ? $from : "[$from]";
        $pipes = $this->start($space, __DIR__ . '/talker.php ' . escapeshellarg($bracketed) . ' ' . escapeshellarg($to));
        $first = trim((string) fgets($pipes[1]));
        return static function (string $word) use ($pipes, $first): string {
            if ($first !== 'connected') {
                return $first;
            }
            fwrite($pipes[0], "$word\n");
            return trim((string) fgets($pipes[1]));
        };
    }

    /**
     * @return array<int, resource>
     */
    private function start(string $space, string $script, string $until = ''): array
    {
        $command = "exec ip netns exec $space " . escapeshellarg(PHP_BINARY) . " -n -d error_reporting=0 $script";
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
        if (!is_resource($process)) {
            throw new CannotRead(CannotRead::FAILED, $script);
        }
        stream_set_timeout($pipes[1], self::SECONDS);
        $this->running[] = [$process, $pipes];
        while ($until !== '' && ($line = fgets($pipes[1])) !== false && trim($line) !== $until) {
            continue;
        }
        return $pipes;
    }

    private static function sh(string ...$commands): void
    {
        foreach ($commands as $command) {
            exec("$command 2>&1", $said, $code);
            if ($code !== 0) {
                throw new CannotRead(CannotRead::FAILED, implode(' ', $said));
            }
        }
    }
}
