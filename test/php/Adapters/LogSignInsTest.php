<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\LogSignIns;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use Modules\ModuleSecurityChecklist\Test\Support\SecurityLogLines;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * Logs as each release writes them, and as strangers would like them to read.
 *
 * @phpstan-import-type Programs from UserReadings
 */
final class LogSignInsTest extends TestCase
{
    private const MEGABYTE = 1048576;

    private TemporaryFolder $folder;
    private LogSignIns $logs;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        mkdir($this->folder->path('system'));
        mkdir($this->folder->path('nginx'));
        mkdir($this->folder->path('asterisk'));
        $this->logs = new LogSignIns($this->folder->path(), new FakeClock(), new PretendedTime(new Fate()));
    }

    protected function tearDown(): void
    {
        foreach (['system', 'nginx', 'asterisk'] as $logs) {
            foreach (array_diff((array) scandir($this->folder->path($logs)), ['.', '..']) as $name) {
                $path = $this->folder->path("$logs/$name");
                is_dir($path) && !is_link($path) ? rmdir($path) : unlink($path);
            }
            rmdir($this->folder->path($logs));
        }
        $this->folder->remove();
    }

    public function testA2026TellsThemByItsAccessLog(): void
    {
        $this->write('nginx/access.log', [
            self::request('192.168.7.40', '2026-11-20T08:00:00+03:00', 'GET /admin-cabinet/session/index HTTP/1.1', 200),
            self::request('192.168.7.40', '2026-11-20T08:00:01+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 401),
            self::request('192.168.7.40', '2026-11-20T08:00:09+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200),
            self::request('2001:db8::5', '2026-11-21T08:00:00+03:00', 'POST /pbxcore/api/v3/auth:login?x=1 HTTP/2.0', 200),
            self::request('192.168.7.40', '2026-11-21T09:30:00+03:00', 'POST /pbxcore/api/v3/auth:refresh HTTP/1.1', 200),
            self::request('203.0.113.5', '2026-11-22T09:30:00+03:00', 'POST /pbxcore/api/v3/auth:refresh HTTP/1.1', 200),
        ]);
        // It knows of the same sign-ins, but not where they came from.
        $this->write('system/messages', [
            '2026-11-20 08:00:09 daemon.info php.backend[7]:  Successful login: User=admin From=unknown UserAgent=X on Login',
        ]);
        self::assertSame([
            'since' => '2026-11-20T08:00:00+03:00',
            'addresses' => [
                ['address' => '192.168.7.40', 'last' => '2026-11-21T09:30:00+03:00', 'count' => 1],
                ['address' => '2001:db8::5', 'last' => '2026-11-21T08:00:00+03:00', 'count' => 1],
                ['address' => '203.0.113.5', 'last' => '2026-11-22T09:30:00+03:00', 'count' => 0],
            ],
            'nameless' => 0,
            'complete' => true,
        ], $this->told('web'));
    }

    public function testWhereBothLogsNameThemEachIsCountedOnce(): void
    {
        $this->write('nginx/access.log', [
            self::request('192.168.7.40', '2026-11-20T08:00:09+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200),
        ]);
        $this->write('system/messages', [
            '2026-11-10 08:00:00 daemon.info php.backend[7]:  Successful login: User=admin From=192.168.7.40 UserAgent=X',
            '2026-11-20 08:00:09 daemon.info php.backend[7]:  Successful login: User=admin From=192.168.7.40 UserAgent=X',
        ]);
        $web = $this->told('web');
        self::assertSame('2026-11-10T08:00:00+03:00', $web['since'] ?? '');
        self::assertSame(
            [['address' => '192.168.7.40', 'last' => '2026-11-20T08:00:09+03:00', 'count' => 2]],
            $web['addresses'] ?? []
        );
    }

    public function testA2024TellsOnlyThoseOverSsh(): void
    {
        $this->write('system/messages', [
            'Nov  3 08:00:00 authpriv.notice dropbear[11]:  Pubkey auth succeeded for \'root\' with ssh-rsa key SHA256:abc from 192.168.7.9:40001',
            "Nov 22 08:00:00 authpriv.notice dropbear[12]:  Password auth succeeded for 'root' from 203.0.113.9:40002",
            "Nov 22 08:05:00 authpriv.notice dropbear[12]:  Password auth succeeded for 'root' from 2001:db8::9:40002",
            "Nov 22 09:00:00 authpriv.warn dropbear[13]:  Bad password attempt for 'root' from 198.51.100.1:40003",
        ]);
        self::assertSame(
            ['unknown' => 'not-supported', 'detail' => 'nginx/access.log'],
            $this->told('web')
        );
        self::assertSame([
            'since' => '2026-11-03T08:00:00+03:00',
            'addresses' => [
                ['address' => '192.168.7.9', 'last' => '2026-11-03T08:00:00+03:00', 'count' => 1],
                ['address' => '203.0.113.9', 'last' => '2026-11-22T08:00:00+03:00', 'count' => 1],
                ['address' => '2001:db8::9', 'last' => '2026-11-22T08:05:00+03:00', 'count' => 1],
            ],
            'nameless' => 0,
            'complete' => true,
        ], $this->told('ssh'));
    }

    public function testEachReleaseTellsWhichKeyWasUsed(): void
    {
        $this->write('system/messages', [
            "Nov 21 08:00:00 authpriv.notice dropbear[11]:  Pubkey auth succeeded for 'root' with key sha1!! 14:13:c1:00:fd:18:91:1c:6c:63:c6:87:82:db:7c:94:c5:c8:96:6a from 192.168.7.9:40001",
            "Nov 21 08:00:01 authpriv.notice dropbear[11]:  Pubkey auth succeeded for 'root' with key md5 58:5a:95:0a:de:b2:d4:de:ad:47:7b:af:1b:b5:49:61 from 192.168.7.9:40001",
            "Nov 22 08:00:00 authpriv.notice dropbear[12]:  Pubkey auth succeeded for 'root' with ssh-ed25519 key SHA256:KtoU2wjnvFT2bkfugTK2AkPzseO3YWMcxgjM1ePBME4 from 192.168.7.9:40002",
            "Nov 22 08:00:09 authpriv.notice dropbear[12]:  Pubkey auth succeeded for 'root' with ssh-ed25519 key SHA256:KtoU2wjnvFT2bkfugTK2AkPzseO3YWMcxgjM1ePBME4 from 192.168.7.9:40002",
            "Nov 22 08:00:10 authpriv.notice dropbear[12]:  Password auth succeeded for 'root' from 203.0.113.9:40002",
            "Nov 22 08:00:11 authpriv.warn dropbear[13]:  Bad password attempt for 'x' with ssh-rsa key SHA256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa from 198.51.100.1:40003",
        ]);
        self::assertSame([
            ['fingerprint' => '14:13:c1:00:fd:18:91:1c:6c:63:c6:87:82:db:7c:94:c5:c8:96:6a', 'last' => '2026-11-21T08:00:00+03:00'],
            ['fingerprint' => '58:5a:95:0a:de:b2:d4:de:ad:47:7b:af:1b:b5:49:61', 'last' => '2026-11-21T08:00:01+03:00'],
            ['fingerprint' => 'SHA256:KtoU2wjnvFT2bkfugTK2AkPzseO3YWMcxgjM1ePBME4', 'last' => '2026-11-22T08:00:09+03:00'],
        ], $this->logs->read()['sshKeys'] ?? null);
    }

    public function testWithoutAYearItIsTheLastSuchMoment(): void
    {
        $this->write('system/messages', [
            "Dec 24 08:00:00 authpriv.notice dropbear[12]:  Password auth succeeded for 'root' from 203.0.113.9:40002",
        ]);
        self::assertSame([], $this->told('ssh')['addresses'] ?? null, 'of last year');
    }

    /**
     * @dataProvider forgeries
     */
    public function testWhatStrangersWriteIsNotBelieved(string $log, string $line): void
    {
        $this->write('nginx/access.log', []);
        $this->write('system/messages', []);
        $this->write($log, [$line]);
        self::assertSame([[], []], [$this->told('web')['addresses'] ?? null, $this->told('ssh')['addresses'] ?? null]);
    }

    /**
     * @return iterable<string, array{string, string}>
     */
    public function forgeries(): iterable
    {
        $login = 'POST /pbxcore/api/v3/auth:login HTTP/1.1';
        yield 'a user of basic authentication' => ['nginx/access.log',
            '203.0.113.5 - x [2026-11-20T08:00:00+03:00] \x22' . $login . '\x22 200 1 [2026-11-20T08:00:00+03:00] "GET / HTTP/1.1" 404 1 "-" "-"',
        ];
        yield 'an agent' => ['nginx/access.log',
            self::request('203.0.113.5', '2026-11-20T08:00:00+03:00', 'GET / HTTP/1.1', 404) . ' \x22' . $login . '\x22 200 ',
        ];
        yield 'a path' => ['nginx/access.log',
            self::request('203.0.113.5', '2026-11-20T08:00:00+03:00', 'POST /x/pbxcore/api/v3/auth:login HTTP/1.1', 200),
        ];
        yield 'no time' => ['nginx/access.log', self::request('203.0.113.5', 'now', $login, 200)];
        yield 'no address' => ['nginx/access.log', self::request('somebody', '2026-11-20T08:00:00+03:00', $login, 200)];
        yield 'the agent of a wrong password' => ['system/messages',
            '2026-11-20 08:00:09 daemon.warning php.backend[7]:  From: 203.0.113.5 UserAgent: '
            . 'Successful login: User=admin From=6.6.6.6 UserAgent=x Wrong password on web_auth',
        ];
        yield 'another program' => ['system/messages',
            "2026-11-20 08:00:09 user.info asterisk[7]:  Password auth succeeded for 'root' from 6.6.6.6:1",
        ];
        yield 'bytes' => ['system/messages', random_bytes(4096)];
    }

    public function testOlderFilesAreReadPackedOrNotAndKeptAsLongAsTheyAreTheSame(): void
    {
        $line = static function (string $day, string $address): string {
            return self::request($address, "2026-11-{$day}T08:00:00+03:00", 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200);
        };
        $this->write('nginx/access.log', [$line('22', '203.0.113.1')]);
        $this->write('nginx/access.log.0', [$line('15', '203.0.113.2')]);
        $this->pack('nginx/access.log.1.gz', [$line('10', '203.0.113.3')]);
        $this->pack('nginx/access.log.2.gz', [$line('05', '203.0.113.4')]);
        file_put_contents($this->folder->path('nginx/access.log.1.bak'), $line('01', '203.0.113.9') . "\n");
        $first = $this->told('web');
        self::assertSame('2026-11-05T08:00:00+03:00', $first['since'] ?? '');
        self::assertSame(
            ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'],
            self::column($first, 'address')
        );
        self::assertSame($first, $this->told('web'));
    }

    public function testABrokenFileIsTheEndOfWhatIsKnown(): void
    {
        $line = self::request('203.0.113.1', '2026-11-22T08:00:00+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200);
        $this->write('nginx/access.log', [$line]);
        file_put_contents($this->folder->path('nginx/access.log.0.gz'), "\x1f\x8b" . random_bytes(500));
        $this->pack('nginx/access.log.1.gz', [$line]);
        $web = $this->told('web');
        self::assertSame('2026-11-22T08:00:00+03:00', $web['since'] ?? '');
        self::assertSame([1], self::column($web, 'count'));
    }

    public function testAFileThatUnpacksToAMassEndsWhatIsKnown(): void
    {
        $this->write('nginx/access.log', [self::request('203.0.113.1', '2026-11-22T08:00:00+03:00', 'GET / HTTP/1.1', 200)]);
        file_put_contents($this->folder->path('nginx/access.log.0.gz'), gzencode(str_repeat("\n", 40 * self::MEGABYTE), 1));
        $before = memory_get_peak_usage();
        self::assertSame('2026-11-22T08:00:00+03:00', $this->told('web')['since'] ?? '');
        self::assertLessThan(20 * self::MEGABYTE, memory_get_peak_usage() - $before);
    }

    public function testOfAHugeFileOnlyTheEndIsRead(): void
    {
        $path = $this->folder->path('nginx/access.log');
        $file = fopen($path, 'wb');
        self::assertNotFalse($file);
        fwrite($file, self::request('203.0.113.9', '2026-11-01T08:00:00+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200) . "\n");
        // Holes take no room: a file of 1 GB, with one line as long as that.
        fseek($file, 1024 * self::MEGABYTE);
        fwrite($file, "\n" . self::request('203.0.113.1', '2026-11-22T08:00:00+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200) . "\n");
        fclose($file);
        $this->write('nginx/access.log.0', [
            self::request('203.0.113.8', '2026-11-01T07:00:00+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200),
        ]);
        $web = $this->told('web');
        self::assertSame('2026-11-22T08:00:00+03:00', $web['since'] ?? '');
        self::assertSame(['203.0.113.1'], self::column($web, 'address'));
    }

    public function testALongLineDoesNotHideTheNextOne(): void
    {
        $login = self::request('203.0.113.1', '2026-11-22T08:00:00+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200);
        $this->write('nginx/access.log', [$login, str_repeat('x', self::MEGABYTE), "\0\xff" . str_repeat(' ', 300000), $login]);
        self::assertSame([2], self::column($this->told('web'), 'count'));
    }

    /**
     * @group system
     */
    public function testWhatIsNoRegularFileIsNotTouched(): void
    {
        posix_mkfifo($this->folder->path('nginx/access.log'), 0600);
        symlink('/dev/zero', $this->folder->path('nginx/access.log.0'));
        mkdir($this->folder->path('nginx/access.log.1'));
        self::assertSame(['unknown' => 'not-supported', 'detail' => 'nginx/access.log'], $this->told('web'));
        self::assertSame(['unknown' => 'missing', 'detail' => 'system/messages'], $this->told('ssh'));
    }

    public function testFilesFromBeforeAreNotOpened(): void
    {
        $this->write('nginx/access.log', [self::request('203.0.113.1', '2026-11-22T08:00:00+03:00', 'GET / HTTP/1.1', 200)]);
        $this->pack('nginx/access.log.0.gz', ['rubbish']);
        touch($this->folder->path('nginx/access.log.0.gz'), (int) strtotime('2026-10-01'));
        self::assertSame('2026-10-24T12:00:00+03:00', $this->told('web')['since'] ?? '');
    }

    public function testManyAddressesAreNotAllKept(): void
    {
        $lines = [];
        for ($i = 0; $i < 1005; $i++) {
            $lines[] = self::request("10.0." . intdiv($i, 250) . '.' . $i % 250, '2026-11-22T08:00:00+03:00', 'POST /pbxcore/api/v3/auth:login HTTP/1.1', 200);
        }
        $this->write('nginx/access.log', $lines);
        $web = $this->told('web');
        self::assertSame([1000, false], [count(self::column($web, 'address')), $web['complete'] ?? null]);
    }

    public function testProgramsAreToldByUserAndThePbxApart(): void
    {
        self::assertNull($this->programs());
        $this->write('asterisk/security_log', [
            '[2026-11-22 08:00:00] Asterisk 22.8.2 built by root',
            SecurityLogLines::wrong('100', '2026-11-22T08:00:00.000+0300'),
            self::program('crm', '2026-11-22T09:00:00.000+0300', '192.168.7.20'),
            self::program('CRM', '2026-11-22T08:30:00.000+0300', '192.168.7.20'),
            self::program('crm', '2026-11-22T08:40:00.000+0300', '2001:db8::5'),
            self::program('100', '2026-11-22T08:45:00.000+0300', '127.0.0.1'),
            SecurityLogLines::program('InvalidPassword', 'crm', '2026-11-22T09:00:00.000+0300', 'IPV4/TCP/6.6.6.6/1'),
        ]);
        $this->pack('asterisk/security_log.1.gz', [
            self::program('old', '2026-10-01T09:00:00.000+0300', '192.168.7.9'),
            self::program('crm', '2026-11-02T09:00:00.000+0300', '127.0.0.1'),
        ]);
        $told = [
            'since' => '2026-10-24T12:00:00+03:00',
            'users' => [
                [
                    'user' => 'crm', 'pbx' => ['last' => '2026-11-02T09:00:00+03:00', 'count' => 1],
                    'addresses' => [
                        ['address' => '192.168.7.20', 'last' => '2026-11-22T09:00:00+03:00', 'count' => 2],
                        ['address' => '2001:db8::5', 'last' => '2026-11-22T08:40:00+03:00', 'count' => 1],
                    ],
                    'complete' => true,
                ],
                ['user' => '100', 'pbx' => ['last' => '2026-11-22T08:45:00+03:00', 'count' => 1], 'addresses' => [], 'complete' => true],
            ],
            'complete' => true,
        ];
        self::assertSame($told, $this->programs());
        self::assertSame($told, $this->programs(), 'what was kept tells the same');
    }

    public function testManyProgramsAreNotAllKept(): void
    {
        $lines = [];
        for ($i = 0; $i < 205; $i++) {
            $lines[] = self::program("user$i", '2026-11-22T08:00:00.000+0300', '192.168.7.20');
        }
        for ($i = 0; $i < 55; $i++) {
            $lines[] = self::program('user0', '2026-11-22T08:00:00.000+0300', "10.0.0.$i");
        }
        $this->write('asterisk/security_log', $lines);
        $programs = $this->programs() ?? ['users' => [], 'complete' => true];
        $first = $programs['users'][0];
        self::assertSame([200, false], [count($programs['users']), $programs['complete']]);
        self::assertSame(['user0', 50, false], [$first['user'], count($first['addresses']), $first['complete']]);
        self::assertTrue($programs['users'][1]['complete']);
    }

    public function testOnesOfOtherFilesCountAmongTheMost(): void
    {
        $lines = static function (int $from): array {
            return array_map(static function (int $i): string {
                return self::program("user$i", '2026-11-22T08:00:00.000+0300', '192.168.7.20');
            }, range($from, $from + 149));
        };
        $this->write('asterisk/security_log', $lines(0));
        $this->write('asterisk/security_log.0', $lines(100));
        $programs = $this->programs() ?? ['users' => [], 'complete' => true];
        self::assertSame([200, false], [count($programs['users']), $programs['complete']]);
    }

    public function testTheOthersDoNotWaitForAHugeSecurityLog(): void
    {
        $this->write('system/messages', [
            "Nov 22 08:00:00 authpriv.notice dropbear[12]:  Password auth succeeded for 'root' from 203.0.113.9:40002",
        ]);
        $line = SecurityLogLines::wrong('100', '2026-11-22T08:00:00.000+0300') . "\n";
        file_put_contents($this->folder->path('asterisk/security_log'), str_repeat($line, 4000));
        // Every look at it takes half a second.
        $logs = new LogSignIns($this->folder->path(), new FakeClock(), new class () implements Pace {
            private float $uptime = 1000.0;

            public function uptime(): float
            {
                return $this->uptime += 0.5;
            }

            public function boot(): string
            {
                return '';
            }

            public function sleep(float $seconds): void
            {
                $this->uptime += $seconds;
            }
        });
        $read = $logs->read();
        self::assertSame(['203.0.113.9'], self::column($read['ssh'], 'address'));
        self::assertSame(['since' => null, 'users' => [], 'complete' => true], $read['programs'] ?? null);
    }

    /**
     * @return Programs|null
     */
    private function programs(): ?array
    {
        return $this->logs->read()['programs'] ?? null;
    }

    /**
     * @return array<mixed>
     */
    private function told(string $service): array
    {
        $read = $this->logs->read();
        return $service === 'web' ? $read['web'] : $read['ssh'];
    }

    /**
     * @param array<mixed> $told
     *
     * @return array<mixed>
     */
    private static function column(array $told, string $name): array
    {
        return is_array($told['addresses'] ?? null) ? array_column($told['addresses'], $name) : [];
    }

    private static function request(string $address, string $time, string $request, int $status): string
    {
        return "$address - - [$time] \"$request\" $status 12 \"-\" \"Mozilla/5.0\" upstream_status $status";
    }

    private static function program(string $user, string $at, string $address): string
    {
        $family = strpos($address, ':') === false ? 'IPV4' : 'IPV6';
        return SecurityLogLines::program('SuccessfulAuth', $user, $at, "$family/TCP/$address/39052");
    }

    /**
     * @param list<string> $lines
     */
    private function write(string $name, array $lines): void
    {
        file_put_contents($this->folder->path($name), $lines === [] ? '' : implode("\n", $lines) . "\n");
        touch($this->folder->path($name), (int) strtotime('2026-11-23'));
    }

    /**
     * @param list<string> $lines
     */
    private function pack(string $name, array $lines): void
    {
        file_put_contents($this->folder->path($name), gzencode(implode("\n", $lines) . "\n"));
    }
}
