<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ProcPeers;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use PHPUnit\Framework\TestCase;

final class ProcPeersTest extends TestCase
{
    private const HEADING = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
    private const REST = '00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 20 4 30 10 -1';

    public function testWhoIsConnectedInBothFamilies(): void
    {
        $peers = self::peers(
            [
                // Listening; 192.168.7.2:443 from 203.0.113.9; waits to be over; 192.168.7.2:22 from 198.51.100.1.
                '00000000:01BB 00000000:0000 0A', '0207A8C0:01BB 097100CB:D431 01', '0207A8C0:01BB 097100CB:D432 06',
                '0207A8C0:0016 016433C6:8000 01',
            ],
            [
                // 2001:db8:7::2 port 80 from 2001:db8::beef.
                'B80D0120000007000000000002000000:0050 B80D01200000000000000000EFBE0000:C001 01',
            ]
        );
        self::assertSame(
            [
                ['port' => 443, 'address' => '203.0.113.9'],
                ['port' => 22, 'address' => '198.51.100.1'],
                ['port' => 80, 'address' => '2001:db8::beef'],
            ],
            $peers->established()
        );
    }

    public function testWhoCameToAPortThatListensIsCounted(): void
    {
        $peers = self::peers([
            '00000000:01BB 00000000:0000 0A', '0207A8C0:01BB 097100CB:D431 01', '0207A8C0:01BB 097100CB:D432 01',
            // The PBX itself went out to somebody's port 443.
            '0207A8C0:D433 097100CB:01BB 01',
        ], ['00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A']);
        self::assertSame(
            ['rows' => [['port' => 443, 'address' => '203.0.113.9', 'count' => 2]], 'complete' => true],
            $peers->incoming()
        );
    }

    public function testAnAddressOfVersion4InATableOfVersion6IsOne(): void
    {
        $peers = self::peers([], ['0000000000000000FFFF00000207A8C0:1F98 0000000000000000FFFF0000097100CB:D431 01']);
        self::assertSame([['port' => 8088, 'address' => '203.0.113.9']], $peers->established());
    }

    public function testTheMachineItselfIsNobody(): void
    {
        $peers = self::peers(
            [
                '0100007F:13AE 0100007F:9C40 01', '0100007F:9C40 0100007F:13AE 01', '0107007F:0050 0207007F:9C41 01',
                // With its own address, and from one of its addresses to another.
                '0207A8C0:0050 0207A8C0:9C42 01', '0207A8C0:0050 0100000A:9C43 01', '0100000A:9C43 0207A8C0:0050 01',
            ],
            [
                '00000000000000000000000001000000:0050 00000000000000000000000001000000:9C44 01',
                '0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000100007F:9C45 01',
            ]
        );
        self::assertSame([], $peers->established());
    }

    public function testAMachineWithoutVersion6HasOneTable(): void
    {
        $peers = self::peers(['0207A8C0:0016 016433C6:8000 01'], null);
        self::assertSame([['port' => 22, 'address' => '198.51.100.1']], $peers->established());
    }

    /**
     * @dataProvider unreadable
     *
     * @param array<string, string|null> $files
     */
    public function testWhatCannotBeReadIsNotNobody(string $reason, array $files): void
    {
        try {
            (new ProcPeers(new FakeFiles($files)))->established();
            self::fail('it was read');
        } catch (CannotRead $unreadable) {
            self::assertSame($reason, $unreadable->reason());
        }
    }

    /**
     * @return array<string, array{string, array<string, string|null>}>
     */
    public function unreadable(): array
    {
        $none = self::HEADING . "\n";
        return [
            'no table' => [CannotRead::MISSING, []],
            'a table that is not let out' => [CannotRead::FAILED, ['/proc/net/tcp' => null]],
            'the second is not let out' => [CannotRead::FAILED, ['/proc/net/tcp' => $none, '/proc/net/tcp6' => null]],
            'an empty file' => [CannotRead::MISTYPED, ['/proc/net/tcp' => '']],
            'something else' => [CannotRead::MISTYPED, ['/proc/net/tcp' => "a\nb\n"]],
            'a broken line' => [CannotRead::MISTYPED, ['/proc/net/tcp' => $none . "   0: 0207A8C0:0016 0164\n"]],
            'addresses of the other family' => [
                CannotRead::MISTYPED,
                ['/proc/net/tcp' => $none, '/proc/net/tcp6' => $none . '0: 0207A8C0:0016 016433C6:8000 01 ' . self::REST],
            ],
        ];
    }

    public function testTheTablesOfThisMachineAreUnderstoodOrMissing(): void
    {
        try {
            $peers = (new ProcPeers(new DiskFiles()))->established();
        } catch (CannotRead $unreadable) {
            self::assertSame(CannotRead::MISSING, $unreadable->reason());
            return;
        }
        $addresses = array_column($peers, 'address');
        self::assertSame($addresses, array_filter($addresses, static function (string $address): bool {
            return filter_var($address, FILTER_VALIDATE_IP) !== false;
        }));
    }

    /**
     * @param list<string>      $v4 own address, other one and state
     * @param list<string>|null $v6
     */
    private static function peers(array $v4, ?array $v6): ProcPeers
    {
        $files = ['/proc/net/tcp' => self::table($v4)];
        return new ProcPeers(new FakeFiles($v6 === null ? $files : $files + ['/proc/net/tcp6' => self::table($v6)]));
    }

    /**
     * @param list<string> $rows
     */
    private static function table(array $rows): string
    {
        $text = self::HEADING . "\n";
        foreach ($rows as $index => $row) {
            $text .= sprintf("%4d: %s %s\n", $index, $row, self::REST);
        }
        return $text;
    }
}
