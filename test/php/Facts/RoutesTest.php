<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\Routes;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use PHPUnit\Framework\TestCase;

final class RoutesTest extends TestCase
{
    private const V4 = <<<'TEXT'
        Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
        eth0	00000000	0107A8C0	0003	0	0	0	00000000	0	0	0
        eth0	0007A8C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
        wg0	0000080A	00000000	0001	0	0	0	0000FFFF	0	0	0
        *	0000100A	00000000	0201	0	0	0	0000FFFF	0	0	0
        eth0	nonsense
        TEXT;
    private const V6 = <<<'TEXT'
        00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0
        20010db8000100000000000000000000 30 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000002 00000000 00000001     wg0
        fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
        ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
        20010db8000100000000000000000005 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000001 00000000 80200001       lo
        20010db8000200000000000000000000 30 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000002 00000000 00200200       lo
        TEXT;

    public function testTellsNetworksOfTheKernelAndOfTheCabinet(): void
    {
        self::assertSame(
            ['10.50.0.0/16', '10.8.0.0/16', '192.168.7.0/24', '2001:db8:1::/48'],
            $this->routes('2026', ['/proc/net/route' => self::V4, '/proc/net/ipv6_route' => self::V6])
        );
    }

    public function testA2024HasNoneInItsCabinet(): void
    {
        self::assertSame(['10.8.0.0/16', '192.168.7.0/24'], $this->routes('2024', ['/proc/net/route' => self::V4]));
    }

    public function testHiddenTablesOfTheKernelLeaveThoseOfTheCabinet(): void
    {
        $hidden = ['/proc/net/route' => null, '/proc/net/ipv6_route' => null];
        self::assertSame(['10.50.0.0/16'], $this->routes('2026', $hidden));
    }

    /**
     * @param array<string, string|null> $files
     *
     * @return list<string>
     */
    private function routes(string $release, array $files): array
    {
        $rows = new PdoRows(Office::open($release));
        return (new Routes($rows, new Schema($rows), new FakeFiles($files)))->all();
    }
}
