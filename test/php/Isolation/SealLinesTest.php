<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Isolation\Isolation;
use Modules\ModuleSecurityChecklist\Lib\Isolation\SealLines;
use PHPUnit\Framework\TestCase;

final class SealLinesTest extends TestCase
{
    public function testWhoKeepsAccessComesFirstAndTheLastLineIsForEverybodyElse(): void
    {
        $isolation = new Isolation(['192.0.2.7', '2001:db8::/64'], [], [], [22, 443], [], [10000, 10200]);
        self::assertSame([
            '-i lo -j RETURN',
            '-s 192.0.2.7 -j RETURN',
            '-p tcp -m multiport --dports 22,443 -j DROP',
            '-p udp -m multiport --dports 22,443 -j DROP',
            '-m conntrack --ctstate RELATED,ESTABLISHED --ctdir REPLY -j RETURN',
            '-p udp -m udp --sport 67 --dport 68 -j RETURN',
            '-j DROP',
        ], self::text(SealLines::in($isolation, 4)));
        $six = self::text(SealLines::in($isolation, 6));
        self::assertSame(['-i lo -j RETURN', '-s 2001:db8::/64 -j RETURN'], array_slice($six, 0, 2));
        self::assertContains('-p ipv6-icmp -m icmp6 --icmpv6-type 135 -j RETURN', $six);
        self::assertSame('-j DROP', $six[count($six) - 1]);
    }

    public function testWhatOthersBeganIsAnsweredNoMore(): void
    {
        $isolation = new Isolation(['192.0.2.7'], [], [], [443], [], [10000, 10200]);
        self::assertSame([
            '-o lo -j RETURN',
            '-d 192.0.2.7 -j RETURN',
            '-p tcp -m multiport --sports 443 -j DROP',
            '-p udp -m multiport --sports 443 -j DROP',
            '-m conntrack --ctstate RELATED,ESTABLISHED --ctdir REPLY -j DROP',
        ], self::text(SealLines::out($isolation, 4)));
    }

    public function testPhonesTalkAndProvidersAnswer(): void
    {
        $isolation = new Isolation(['192.0.2.7'], ['10.1.0.0/16'], ['198.51.100.5'], [443, 5060], [5060], [10000, 10200]);
        $in = self::text(SealLines::in($isolation, 4));
        self::assertContains('-s 10.1.0.0/16 -p udp -m multiport --dports 5060 -j RETURN', $in);
        self::assertContains('-s 10.1.0.0/16 -p tcp -m multiport --dports 5060 -j RETURN', $in);
        self::assertContains('-s 10.1.0.0/16 -p udp -m multiport --dports 10000:10200 -j RETURN', $in);
        self::assertContains(
            '-s 198.51.100.5 -p udp -m multiport --dports 5060 -m conntrack --ctstate RELATED,ESTABLISHED --ctdir REPLY -j RETURN',
            $in
        );
        self::assertContains('-d 198.51.100.5 -p udp -m multiport --sports 5060 -j RETURN', self::text(SealLines::out($isolation, 4)));
    }

    public function testIptablesTakesFifteenPortsAtOnce(): void
    {
        $isolation = new Isolation(['192.0.2.7'], [], [], range(1, 40), [], [10000, 10200]);
        foreach (SealLines::in($isolation, 4) as $line) {
            foreach ($line as $word) {
                self::assertLessThanOrEqual(15, count(explode(',', $word)));
            }
        }
    }

    /**
     * @dataProvider strange
     *
     * @param array<string, mixed> $with
     */
    public function testWhatDoesNotFitIsNoIsolation(array $with): void
    {
        $fits = [
            'networks' => ['192.0.2.7'], 'phones' => [], 'providers' => [], 'services' => [443], 'signalling' => [],
            'media' => [10000, 10200],
        ];
        self::assertNotNull(Isolation::read((string) json_encode($fits)));
        self::assertNull(Isolation::read((string) json_encode($with + $fits)));
    }

    /**
     * @return iterable<string, array{array<string, mixed>}>
     */
    public static function strange(): iterable
    {
        yield 'nobody' => [['networks' => []]];
        yield 'everybody' => [['networks' => ['0.0.0.0/0']]];
        yield 'a word of iptables' => [['networks' => ['192.0.2.7 -j ACCEPT']]];
        yield 'no list' => [['networks' => '192.0.2.7']];
        yield 'a name' => [['networks' => ['example.com']]];
        yield 'a port of text' => [['services' => ['443']]];
        yield 'no port' => [['services' => [0]]];
        yield 'backwards' => [['media' => [20, 10]]];
        yield 'a network that is none' => [['phones' => ['192.0.2.0/33']]];
    }

    /**
     * @param list<list<string>> $lines
     *
     * @return list<string>
     */
    private static function text(array $lines): array
    {
        return array_map(static function (array $line): string {
            return implode(' ', $line);
        }, $lines);
    }
}
