<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

/**
 * The seal as lines of iptables, one list for what comes in and one for what goes out.
 *
 * Whoever keeps access passes. What the PBX itself began gets its answers. Nothing else does, whether its connection is
 * established or not. A kernel that began to look at connections only now may take one that somebody else opened for one of
 * the PBX's own: so ports of the PBX's services are closed before it is asked.
 *
 * @phpstan-type Line list<string>
 */
final class SealLines
{
    /** What iptables takes at once. */
    private const MOST_PORTS = 15;
    private const ANSWERS = ['-m', 'conntrack', '--ctstate', 'RELATED,ESTABLISHED', '--ctdir', 'REPLY'];
    private const PASS = ['-j', 'RETURN'];
    private const DROP = ['-j', 'DROP'];
    /** Neighbours, routers and who listens to what: without them IPv6 itself ends. */
    private const NEIGHBOURS = [130, 131, 132, 133, 134, 135, 136, 143];
    /** An address is leased: from where to where. */
    private const LEASES = [4 => ['67', '68'], 6 => ['547', '546']];

    /**
     * @return list<Line>
     */
    public static function in(Isolation $isolation, int $family): array
    {
        $lines = self::passing($isolation, $family, '-i', '-s', '--dports');
        [$from, $to] = self::LEASES[$family];
        $lines[] = array_merge(self::ANSWERS, self::PASS);
        $lines[] = array_merge(['-p', 'udp', '-m', 'udp', '--sport', $from, '--dport', $to], self::PASS);
        foreach ($family === 6 ? self::NEIGHBOURS : [] as $type) {
            $lines[] = array_merge(['-p', 'ipv6-icmp', '-m', 'icmp6', '--icmpv6-type', (string) $type], self::PASS);
        }
        $lines[] = self::DROP;
        return $lines;
    }

    /**
     * What somebody outside began is answered no more: neither to who listens at AMI nor to who listens to a call.
     *
     * @return list<Line>
     */
    public static function out(Isolation $isolation, int $family): array
    {
        $lines = self::passing($isolation, $family, '-o', '-d', '--sports');
        $lines[] = array_merge(self::ANSWERS, self::DROP);
        return $lines;
    }

    /**
     * Both directions look at the same, each from its side.
     *
     * @return list<Line>
     */
    private static function passing(Isolation $isolation, int $family, string $interface, string $who, string $ports): array
    {
        $lines = [array_merge([$interface, 'lo'], self::PASS)];
        foreach (self::of($isolation->networks(), $family) as $network) {
            $lines[] = array_merge([$who, $network], self::PASS);
        }
        $isAnswer = $who === '-s' ? self::ANSWERS : [];
        $signalling = array_chunk($isolation->signalling(), self::MOST_PORTS);
        foreach (self::of($isolation->phones(), $family) as $network) {
            foreach (['udp', 'tcp'] as $protocol) {
                foreach ($signalling as $some) {
                    $lines[] = array_merge([$who, $network], self::ports($protocol, $ports, $some), self::PASS);
                }
            }
            $media = implode(':', $isolation->media());
            $lines[] = array_merge([$who, $network, '-p', 'udp', '-m', 'multiport', $ports, $media], self::PASS);
        }
        foreach (self::of($isolation->providers(), $family) as $provider) {
            foreach ($signalling as $some) {
                $lines[] = array_merge([$who, $provider], self::ports('udp', $ports, $some), $isAnswer, self::PASS);
            }
        }
        foreach (['tcp', 'udp'] as $protocol) {
            foreach (array_chunk($isolation->services(), self::MOST_PORTS) as $some) {
                $lines[] = array_merge(self::ports($protocol, $ports, $some), self::DROP);
            }
        }
        return $lines;
    }

    /**
     * @param list<int> $some
     *
     * @return Line
     */
    private static function ports(string $protocol, string $ports, array $some): array
    {
        return ['-p', $protocol, '-m', 'multiport', $ports, implode(',', $some)];
    }

    /**
     * @param list<string> $networks
     *
     * @return list<string>
     */
    private static function of(array $networks, int $family): array
    {
        return array_values(array_filter($networks, static function (string $network) use ($family): bool {
            return Isolation::family($network) === $family;
        }));
    }
}
