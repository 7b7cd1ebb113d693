<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Facts\Cidr;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;

/**
 * Peers of WireGuard by its own command. Asked for one thing at a time: its dump of everything prints private keys.
 *
 * @phpstan-import-type Peer from UserReadings
 */
final class WireGuard
{
    private const PROGRAM = 'wg';
    private const MOST = 500;
    /** Enough of a public key to tell peers apart, as the command itself is used to name them. */
    private const KEY_SHOWN = 8;

    private Commands $commands;

    public function __construct(Commands $commands)
    {
        $this->commands = $commands;
    }

    /**
     * @return array<string, list<Peer>>|null by interface; null: there is no such command
     *
     * @throws CannotRead
     */
    public function peers(): ?array
    {
        $networks = $this->show('allowed-ips');
        if ($networks === null) {
            return null;
        }
        $endpoints = $this->show('endpoints') ?? [];
        $handshakes = $this->show('latest-handshakes') ?? [];
        $peers = [];
        foreach (array_slice($networks, 0, self::MOST, true) as $key => [$interface, $peer, $told]) {
            $peers[$interface][] = [
                'name' => substr($peer, 0, self::KEY_SHOWN),
                'endpoint' => self::address($endpoints[$key][2] ?? ''),
                'networks' => self::networks($told),
                'lastSeen' => self::time($handshakes[$key][2] ?? ''),
            ];
        }
        return $peers;
    }

    /**
     * @return array<string, array{string, string, string}>|null interface, key of the peer, what was asked for
     *
     * @throws CannotRead
     */
    private function show(string $what): ?array
    {
        $lines = $this->commands->run(self::PROGRAM, ['show', 'all', $what]);
        if ($lines === null) {
            return null;
        }
        $rows = [];
        foreach ($lines as $line) {
            $fields = explode("\t", $line);
            if (count($fields) === 3) {
                $rows["$fields[0]\t$fields[1]"] = [$fields[0], $fields[1], $fields[2]];
            }
        }
        return $rows;
    }

    /**
     * `203.0.113.9:51820`, `[2001:db8::9]:51820` or `(none)`.
     */
    private static function address(string $endpoint): ?string
    {
        $host = trim((string) preg_replace('/:\d+$/D', '', $endpoint), '[]');
        return filter_var($host, FILTER_VALIDATE_IP) === false ? null : $host;
    }

    /**
     * @return list<string>
     */
    private static function networks(string $told): array
    {
        $networks = [];
        foreach (explode(' ', $told) as $text) {
            $parts = explode('/', $text, 2);
            $networks[] = Cidr::network($parts[0], $parts[1] ?? '');
        }
        return array_values(array_filter($networks));
    }

    /**
     * Seconds since 1970; 0: never.
     */
    private static function time(string $seconds): ?string
    {
        return ctype_digit($seconds) && (int) $seconds > 0 ? gmdate(DATE_ATOM, (int) $seconds) : null;
    }
}
