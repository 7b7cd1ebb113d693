<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * What a plan closed over TCP: ports of boxes, and the networks that were let in on them. By the rows alone, as Core
 * makes lines of them.
 *
 * @phpstan-import-type Box from Config
 * @phpstan-type Port array{service: string, from: int, to: int}
 * @phpstan-type Door array{service: string, from: int, to: int, network: string}
 * @phpstan-type Peer array{service: string, address: string, port: int, protocol: string}
 */
final class Closed
{
    private const EVERYBODY = [4 => '0.0.0.0/0', 6 => '::/0'];
    private const PROTOCOL = 'tcp';
    private const PORT = '/\A[0-9]{1,5}\z/';

    /** @var list<Door> */
    private array $doors;

    /**
     * @param list<Door> $doors
     */
    private function __construct(array $doors)
    {
        $this->doors = $doors;
    }

    public static function nothing(): self
    {
        return new self([]);
    }

    public static function between(Config $before, Config $after): self
    {
        $boxes = array_merge($before->openings(), $before->closings(), $after->openings(), $after->closings());
        $still = self::doors($after, $boxes);
        $closed = [];
        foreach (self::doors($before, $boxes) as $key => $door) {
            $isOpen = false;
            foreach ($still as $open) {
                $isOpen = $isOpen || (self::holdsPorts($open, $door) && Networks::covers($open['network'], $door['network']));
            }
            if (!$isOpen) {
                $closed[$key] = $door;
            }
        }
        return new self(array_values($closed));
    }

    public function isNothing(): bool
    {
        return $this->doors === [];
    }

    /**
     * Those that came through what was closed, and that the rules of now do not let in there.
     *
     * @param list<array{port: int, address: string}> $peers
     *
     * @return list<Peer> each once, in order
     */
    public function among(array $peers, Config $now): array
    {
        $open = self::doors($now, array_merge($now->openings(), $now->closings()));
        $found = [];
        foreach ($peers as ['port' => $port, 'address' => $address]) {
            $door = self::find($this->doors, $address, $port);
            if ($door !== null && self::find($open, $address, $port) === null) {
                $found[sprintf('%05d %s', $port, $address)] = [
                    'service' => $door['service'], 'address' => $address, 'port' => $port, 'protocol' => self::PROTOCOL,
                ];
            }
        }
        ksort($found, SORT_NATURAL);
        return array_values($found);
    }

    /**
     * @return list<Door>
     */
    public function written(): array
    {
        return $this->doors;
    }

    /**
     * @param array<mixed> $written
     */
    public static function read(array $written): self
    {
        $doors = [];
        foreach ($written as $door) {
            $service = is_array($door) ? $door['service'] ?? null : null;
            $from = is_array($door) ? $door['from'] ?? null : null;
            $to = is_array($door) ? $door['to'] ?? null : null;
            $network = is_array($door) ? $door['network'] ?? null : null;
            if (is_string($service) && is_int($from) && is_int($to) && is_string($network)) {
                $doors[] = ['service' => $service, 'from' => $from, 'to' => $to, 'network' => $network];
            }
        }
        return new self($doors);
    }

    /**
     * Who is let in where: the allowed rows; where nothing is filtered, everybody on each of the ports.
     *
     * @param list<Box> $boxes whose ports are known
     *
     * @return array<string, Door> each once
     */
    private static function doors(Config $config, array $boxes): array
    {
        $doors = [];
        foreach (self::EVERYBODY as $family => $everybody) {
            $isFiltered = self::isFiltered($config, $family);
            foreach ($isFiltered ? $config->openings() : $boxes as $box) {
                $port = self::port($box);
                foreach ($isFiltered ? explode(',', $box['permit']) : [$everybody] as $part) {
                    $network = Networks::normal($part);
                    if ($port !== null && $network !== null && Networks::isVersion6($network) === ($family === 6)) {
                        $door = $port + ['network' => $network];
                        $doors[implode(' ', $door)] = $door;
                    }
                }
            }
        }
        return $doors;
    }

    /**
     * Without an order of rules Core leaves IPv6 alone; with it, a firewall without a rule is open.
     */
    private static function isFiltered(Config $config, int $family): bool
    {
        $hasOrder = $config->hasOrder();
        return $config->isOn(Config::FIREWALL) && ($hasOrder ? $config->filters() !== [] : $family === 4);
    }

    /**
     * @param Box $box
     *
     * @return Port|null
     */
    private static function port(array $box): ?array
    {
        $to = $box['to'] === '' ? $box['from'] : $box['to'];
        if ($box['protocol'] !== self::PROTOCOL || preg_match(self::PORT, $box['from']) !== 1 || preg_match(self::PORT, $to) !== 1) {
            return null;
        }
        return ['service' => $box['category'], 'from' => (int) $box['from'], 'to' => (int) $to];
    }

    /**
     * @param Door $outer
     * @param Door $inner
     */
    private static function holdsPorts(array $outer, array $inner): bool
    {
        return $outer['from'] <= $inner['from'] && $outer['to'] >= $inner['to'];
    }

    /**
     * @param array<Door> $doors
     *
     * @return Door|null
     */
    private static function find(array $doors, string $address, int $port): ?array
    {
        foreach ($doors as $door) {
            if ($door['from'] <= $port && $port <= $door['to'] && Networks::hold($door['network'], $address)) {
                return $door;
            }
        }
        return null;
    }
}
