<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Whether the rules that run are those that Core makes of its rows: of each network and protocol one line with exactly
 * these ports, none for ports that are closed, and the drop at the end. Lines of somebody else are left alone.
 *
 * @phpstan-import-type Box from Config
 */
final class ExpectedRules
{
    private const LINE = '/^-A INPUT\s(?:.*\s)?-j ACCEPT\s*$/';
    private const DROP = '/^-A INPUT\s+-j DROP\s*$/';
    private const SOURCE = '/\s-s\s+(\S+)/';
    private const PROTOCOL = '/\s-p\s+(tcp|udp)\b/';
    private const PORTS = '/\s--dports?\s+(\S+)/';
    /** iptables takes 15 ports in one line, a range counts twice; it refuses Core's line with more. */
    private const MOST_PORTS = 15;
    private const SINGLE = '~/(?:32|128) ~';
    private const EVERYBODY = [4 => '0.0.0.0/0', 6 => '::/0'];
    private const WEB_PORTS = ['WEBPort', 'WEBHTTPSPort'];

    private Config $config;

    public function __construct(Config $config)
    {
        $this->config = $config;
    }

    /**
     * @param list<string>|null $running `iptables -S INPUT`, or of ip6tables; null: there is no such tool
     * @param int               $family  4 or 6
     */
    public function areIn(?array $running, int $family): bool
    {
        // Without an order of rules Core leaves IPv6 alone.
        if ($running === null || ($family === 6 && !$this->config->hasOrder())) {
            return true;
        }
        if (!$this->config->isOn(Config::FIREWALL)) {
            return !self::drops($running);
        }
        $dropsRest = $this->config->filters() !== [] || !$this->config->hasOrder();
        return self::drops($running) === $dropsRest && $this->areSame(self::linesOf($running, $family), $family);
    }

    /**
     * Whether a line that runs lets this person into the cabinet.
     *
     * @param list<string>|null $running
     */
    public function letIn(string $address, ?array $running): bool
    {
        if ($running === null || !self::drops($running)) {
            return true;
        }
        $family = Networks::isVersion6($address) ? 6 : 4;
        foreach (self::linesOf($running, $family) as $key => $lines) {
            [$network, $protocol] = explode(' ', $key);
            if ($protocol === 'tcp' && Networks::hold($network, $address)) {
                foreach (self::WEB_PORTS as $setting) {
                    if (in_array($this->config->setting($setting), array_merge(...$lines), true)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * @param array<string, list<list<string>>> $lines
     */
    private function areSame(array $lines, int $family): bool
    {
        $expected = self::portsOf($this->config->openings(), $family);
        $closed = self::portsOf($this->config->closings(), $family);
        foreach ($expected as $key => $ports) {
            if (count($ports) <= self::MOST_PORTS && !in_array($ports, $lines[$key] ?? [], true)) {
                return false;
            }
        }
        foreach ($lines as $key => $sets) {
            $still = array_diff($closed[$key] ?? [], $expected[$key] ?? []);
            // A single address may be a provider's, too, which has lines of its own.
            if (preg_match(self::SINGLE, $key) !== 1 && array_intersect($still, array_merge(...$sets)) !== []) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param list<Box> $boxes
     *
     * @return array<string, list<string>> ports by network and protocol
     */
    private static function portsOf(array $boxes, int $family): array
    {
        $expected = [];
        foreach ($boxes as $opening) {
            foreach (explode(',', $opening['permit']) as $part) {
                $network = Networks::normal($part);
                $isWanted = $network !== null && Networks::isVersion6($network) === ($family === 6);
                if ($isWanted && in_array($opening['protocol'], ['tcp', 'udp'], true)) {
                    $isRange = $opening['to'] !== '' && $opening['to'] !== $opening['from'];
                    $port = $isRange ? $opening['from'] . ':' . $opening['to'] : $opening['from'];
                    $expected["$network {$opening['protocol']}"][] = $port;
                }
            }
        }
        return array_map(
            static function (array $ports): array {
                $ports = array_values(array_unique($ports));
                sort($ports, SORT_STRING);
                return $ports;
            },
            $expected
        );
    }

    /**
     * @param list<string> $running
     *
     * @return array<string, list<list<string>>> ports of each line by network and protocol
     */
    private static function linesOf(array $running, int $family): array
    {
        $lines = [];
        foreach ($running as $line) {
            $isPorts = preg_match(self::LINE, $line) === 1
                && preg_match(self::PROTOCOL, $line, $protocol) === 1
                && preg_match(self::PORTS, $line, $ports) === 1;
            if (!$isPorts) {
                continue;
            }
            $source = preg_match(self::SOURCE, $line, $found) === 1 ? $found[1] : self::EVERYBODY[$family];
            $list = array_values(array_unique(explode(',', $ports[1])));
            sort($list, SORT_STRING);
            $lines[(Networks::normal($source) ?? $source) . ' ' . $protocol[1]][] = $list;
        }
        return $lines;
    }

    /**
     * @param list<string> $running
     */
    private static function drops(array $running): bool
    {
        return preg_grep(self::DROP, $running) !== [];
    }
}
