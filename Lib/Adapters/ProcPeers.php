<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Peers;

/**
 * The tables of the kernel (proc_net_tcp): addresses are hexadecimal, each word in the order of the processor, which is
 * little-endian wherever Core runs.
 *
 * @phpstan-type Row array{own: string, port: int, address: string, state: string}
 */
final class ProcPeers implements Peers
{
    private const TABLES = ['/proc/net/tcp' => 8, '/proc/net/tcp6' => 32];
    /** A machine without IPv6 has none. */
    private const OPTIONAL = '/proc/net/tcp6';
    private const HEADING = 'local_address';
    private const LINE = '/^\s*\d+: ([0-9A-F]{%1$d}):([0-9A-F]{4}) ([0-9A-F]{%1$d}):[0-9A-F]{4} ([0-9A-F]{2})\s/';
    private const ESTABLISHED = '01';
    private const LISTENING = '0A';
    /** Rows that are told: a port and an address each. */
    private const MOST = 1000;
    private const MAPPED = "\0\0\0\0\0\0\0\0\0\0\xff\xff";
    private const LOOPBACK = '/^(?:127\.|::1$)/D';

    private Files $files;

    public function __construct(Files $files)
    {
        $this->files = $files;
    }

    public function established(): array
    {
        $peers = [];
        foreach ($this->strangers($this->rows()) as ['port' => $port, 'address' => $address]) {
            $peers[] = ['port' => $port, 'address' => $address];
        }
        return $peers;
    }

    public function incoming(): array
    {
        $rows = $this->rows();
        $listening = [];
        foreach ($rows as ['port' => $port, 'state' => $state]) {
            if ($state === self::LISTENING) {
                $listening[$port] = true;
            }
        }
        $counts = [];
        foreach ($this->strangers($rows) as ['port' => $port, 'address' => $address]) {
            if (isset($listening[$port])) {
                $counts["$port $address"] = ($counts["$port $address"] ?? 0) + 1;
            }
        }
        $incoming = [];
        foreach (array_slice($counts, 0, self::MOST) as $key => $count) {
            [$port, $address] = explode(' ', $key);
            $incoming[] = ['port' => (int) $port, 'address' => $address, 'count' => $count];
        }
        return ['rows' => $incoming, 'complete' => count($counts) <= self::MOST];
    }

    /**
     * Without what the machine has with itself: over loopback it also comes where it asks for another of its own addresses,
     * and that one is in the other row.
     *
     * @param list<Row> $rows
     *
     * @return iterable<Row> established ones
     */
    private function strangers(array $rows): iterable
    {
        $own = array_flip(array_column($rows, 'own'));
        foreach ($rows as $row) {
            $isOwn = isset($own[$row['address']]) || preg_match(self::LOOPBACK, $row['address']) === 1;
            if ($row['state'] === self::ESTABLISHED && !$isOwn) {
                yield $row;
            }
        }
    }

    /**
     * @return list<Row>
     *
     * @throws CannotRead
     */
    private function rows(): array
    {
        $rows = [];
        foreach (self::TABLES as $path => $digits) {
            $text = $this->files->read($path);
            if ($text === null && $path === self::OPTIONAL) {
                continue;
            }
            $lines = explode("\n", trim((string) $text));
            if (strpos((string) array_shift($lines), self::HEADING) === false) {
                throw new CannotRead($text === null ? CannotRead::MISSING : CannotRead::MISTYPED, $path);
            }
            foreach ($lines as $line) {
                $rows[] = self::read($line, $digits, $path);
            }
        }
        return $rows;
    }

    /**
     * @return Row
     *
     * @throws CannotRead
     */
    private static function read(string $line, int $digits, string $path): array
    {
        if (preg_match(sprintf(self::LINE, $digits), $line, $found) !== 1) {
            throw new CannotRead(CannotRead::MISTYPED, $path);
        }
        [, $own, $port, $other, $state] = $found;
        return [
            'own' => self::address($own), 'port' => (int) hexdec($port), 'address' => self::address($other), 'state' => $state,
        ];
    }

    private static function address(string $hex): string
    {
        $bytes = '';
        foreach (str_split((string) hex2bin($hex), 4) as $word) {
            $bytes .= strrev($word);
        }
        $isMapped = strlen($bytes) === 16 && strpos($bytes, self::MAPPED) === 0;
        return (string) inet_ntop($isMapped ? substr($bytes, strlen(self::MAPPED)) : $bytes);
    }
}
