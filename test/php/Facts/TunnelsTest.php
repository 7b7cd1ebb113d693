<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Tunnels;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use PHPUnit\Framework\TestCase;

final class TunnelsTest extends TestCase
{
    private const ROUTES = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
        . "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n"
        . "ppp1\t0000080A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n";

    /**
     * @dataProvider kinds
     *
     * @param array<string, string|null> $files below the interface's folder
     */
    public function testTheKernelTellsWhatATunnelIs(bool $expected, string $name, array $files): void
    {
        $all = ['/proc/net/route' => self::ROUTES];
        foreach ($files as $file => $text) {
            $all["/sys/class/net/$name/$file"] = $text;
        }
        self::assertSame($expected, (new Tunnels(new FakeFiles($all)))->has($name));
    }

    /**
     * @return array<string, array{bool, string, array<string, string|null>}>
     */
    public function kinds(): array
    {
        return [
            'NetBird' => [true, 'wt0', ['type' => "65534\n"]],
            'WireGuard under a name of its own' => [true, 'office', ['type' => "65534\n"]],
            'ZeroTier, a tap' => [true, 'ztabcdefgh', ['type' => "1\n", 'tun_flags' => "0x1002\n"]],
            'IP in IP' => [true, 'branch', ['type' => "768\n"]],
            'GRE' => [true, 'gre1', ['type' => "778\n"]],
            'L2TP to an office' => [true, 'ppp1', ['type' => "512\n"]],
            'PPPoE to the provider' => [false, 'ppp0', ['type' => "512\n"]],
            'Ethernet' => [false, 'eth0', ['type' => "1\n"]],
            'Ethernet that is called like a tunnel' => [false, 'wg-lan', ['type' => "1\n"]],
            'a mobile modem' => [false, 'wwan0', ['type' => "519\n"]],
            'loopback' => [false, 'lo', ['type' => "772\n"]],
            'by its name where the kernel does not tell' => [true, 'wg0', []],
            'by its name where it may not be read' => [true, 'tun0', ['type' => null]],
            'Ethernet where the kernel does not tell' => [false, 'eth0', []],
            'a name that leads out of the folder' => [false, '../eth0', ['type' => "65534\n"]],
            'a name of dots' => [false, '..', ['type' => "65534\n"]],
        ];
    }
}
