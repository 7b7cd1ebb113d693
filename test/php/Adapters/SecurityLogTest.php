<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\SecurityLog;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use Modules\ModuleSecurityChecklist\Test\Support\SecurityLogLines;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * Asterisk's security log as it grows, is put aside, packed and emptied.
 */
final class SecurityLogTest extends TestCase
{
    /** 2026-11-30 10:00:00 +0300 */
    private const PLAYED = 1796022000;
    private const SINCE = ['sip:204' => self::PLAYED, 'sip:205' => self::PLAYED];

    private TemporaryFolder $folder;
    private SecurityLog $log;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        mkdir($this->folder->path('asterisk'));
        $this->log = new SecurityLog($this->folder->path(), new PretendedTime(new Fate()));
    }

    protected function tearDown(): void
    {
        foreach (array_diff((array) scandir($this->folder->path('asterisk')), ['.', '..']) as $name) {
            unlink($this->folder->path("asterisk/$name"));
        }
        rmdir($this->folder->path('asterisk'));
        $this->folder->remove();
    }

    public function testWhoIsBackAndWhoIsNot(): void
    {
        $this->add([
            SecurityLogLines::right('204', self::after(-60)),
            SecurityLogLines::wrong('204', self::after(20)),
            SecurityLogLines::wrong('205', self::after(21), 'IPV4/UDP/198.51.100.7/5060'),
            SecurityLogLines::wrong('205', self::after(51), 'IPV4/UDP/198.51.100.7/5062'),
            SecurityLogLines::wrong('206', self::after(51)),
        ]);
        self::assertSame([
            'readTo' => self::PLAYED + 51,
            'isBehind' => false,
            'owners' => [
                'sip:204' => ['back' => null, 'refused' => ['count' => 1, 'last' => self::PLAYED + 20, 'address' => '192.168.7.21']],
                'sip:205' => ['back' => null, 'refused' => ['count' => 2, 'last' => self::PLAYED + 51, 'address' => '198.51.100.7']],
            ],
        ], $this->log->read(self::SINCE));
        $this->add([SecurityLogLines::right('204', self::after(70)), SecurityLogLines::right('204', self::after(130))]);
        self::assertSame(
            ['back' => ['first' => self::PLAYED + 70, 'last' => self::PLAYED + 130, 'address' => '192.168.7.21'], 'refused' => null],
            $this->log->read(self::SINCE)['owners']['sip:204']
        );
    }

    public function testAfterwardsTheOldOneIsStillSeen(): void
    {
        $this->add([
            SecurityLogLines::right('204', self::after(70)),
            SecurityLogLines::wrong('204', self::after(80), 'IPV4/UDP/192.168.7.22/5060'),
        ]);
        $told = $this->log->read(self::SINCE)['owners']['sip:204'];
        self::assertSame(self::PLAYED + 70, $told['back']['last'] ?? null);
        self::assertSame(['count' => 1, 'last' => self::PLAYED + 80, 'address' => '192.168.7.22'], $told['refused']);
    }

    public function testUntilAsteriskHasHeardOfItASuccessIsThatOfTheOldOne(): void
    {
        $this->add([SecurityLogLines::right('204', self::after(1)), SecurityLogLines::right('204', self::after(14))]);
        self::assertSame([], $this->log->read(self::SINCE)['owners']);
    }

    /** A busy PBX: more than a minute passed before Asterisk read its files anew. */
    public function testWhoIsTurnedDownWhereItCameFromWasRightWithTheOldOne(): void
    {
        $this->add([
            SecurityLogLines::right('204', self::after(40)),
            SecurityLogLines::right('204', self::after(85)),
            SecurityLogLines::wrong('204', self::after(100)),
        ]);
        self::assertSame(
            ['back' => null, 'refused' => ['count' => 1, 'last' => self::PLAYED + 100, 'address' => '192.168.7.21']],
            $this->log->read(self::SINCE)['owners']['sip:204']
        );
        $this->add([SecurityLogLines::right('204', self::after(115))]);
        self::assertSame(
            ['back' => ['first' => self::PLAYED + 115, 'last' => self::PLAYED + 115, 'address' => '192.168.7.21'], 'refused' => null],
            $this->log->read(self::SINCE)['owners']['sip:204']
        );
    }

    public function testTheOtherPhoneOfTheAccountIsBackAllTheSame(): void
    {
        $other = 'IPV4/TCP/192.168.7.22/41000';
        $this->add([
            SecurityLogLines::right('204', self::after(60), $other),
            SecurityLogLines::right('204', self::after(70)),
            SecurityLogLines::wrong('204', self::after(80)),
        ]);
        $told = $this->log->read(self::SINCE)['owners']['sip:204'];
        self::assertSame(['first' => self::PLAYED + 60, 'last' => self::PLAYED + 60, 'address' => '192.168.7.22'], $told['back']);
        self::assertSame(1, $told['refused']['count'] ?? null);
    }

    public function testAPhoneWithAPortOfItsOwnForEachRegistrationIsBackSinceItsFirst(): void
    {
        for ($minute = 1; $minute <= 40; $minute++) {
            $this->add([SecurityLogLines::right('204', self::after(60 * $minute), 'IPV4/TCP/192.168.7.21/' . (41000 + $minute))]);
        }
        self::assertSame(
            ['first' => self::PLAYED + 60, 'last' => self::PLAYED + 2400, 'address' => '192.168.7.21'],
            $this->log->read(self::SINCE)['owners']['sip:204']['back'] ?? null
        );
    }

    public function testEachLineCountsOnce(): void
    {
        $this->add([SecurityLogLines::wrong('204', self::after(20))]);
        $this->log->read(self::SINCE);
        $this->log->read(self::SINCE);
        self::assertSame(1, $this->log->read(self::SINCE)['owners']['sip:204']['refused']['count'] ?? null);
    }

    public function testALineThatIsHalfWrittenIsReadWhenItIsWhole(): void
    {
        $line = SecurityLogLines::right('204', self::after(70)) . "\n";
        file_put_contents($this->path(), substr($line, 0, 100));
        self::assertSame([], $this->log->read(self::SINCE)['owners']);
        file_put_contents($this->path(), substr($line, 100), FILE_APPEND);
        self::assertArrayHasKey('sip:204', $this->log->read(self::SINCE)['owners']);
    }

    public function testGoesOnInTheNextFileWithoutLosingTheEndOfTheOne(): void
    {
        $this->add([SecurityLogLines::wrong('204', self::after(20))]);
        $this->log->read(self::SINCE);
        rename($this->path(), $this->path('.0'));
        self::assertSame(1, $this->log->read(self::SINCE)['owners']['sip:204']['refused']['count'] ?? null);
        // Asterisk still writes there until it is told to open the new one.
        $this->add([SecurityLogLines::wrong('204', self::after(30))], '.0');
        $this->add([SecurityLogLines::wrong('204', self::after(40))]);
        self::assertSame(3, $this->log->read(self::SINCE)['owners']['sip:204']['refused']['count'] ?? null);
    }

    public function testALogThatSomebodyEmptiedIsReadFromItsBeginning(): void
    {
        $this->add([SecurityLogLines::wrong('204', self::after(20)), SecurityLogLines::wrong('204', self::after(21))]);
        $this->log->read(self::SINCE);
        file_put_contents($this->path(), '');
        $this->log->read(self::SINCE);
        $this->add([SecurityLogLines::right('204', self::after(70))]);
        self::assertNotNull($this->log->read(self::SINCE)['owners']['sip:204']['back'] ?? null);
    }

    public function testBeginsInOlderFilesWhereTheyReachSoFar(): void
    {
        $old = SecurityLogLines::wrong('204', self::after(20)) . "\n";
        file_put_contents($this->path('.1.gz'), (string) gzencode($old));
        $this->add([SecurityLogLines::wrong('204', self::after(30))], '.0');
        $this->add([SecurityLogLines::wrong('204', self::after(40))]);
        file_put_contents($this->path('.2.gz'), (string) gzencode($old));
        touch($this->path('.2.gz'), self::PLAYED - 7200);
        self::assertSame(3, $this->log->read(self::SINCE)['owners']['sip:204']['refused']['count'] ?? null);
    }

    public function testOfALongFileOnlyWhatIsNewEnoughIsRead(): void
    {
        $lines = '';
        for ($second = -20000; $second < 100; $second++) {
            $lines .= SecurityLogLines::wrong('204', self::after($second)) . "\n";
        }
        file_put_contents($this->path(), $lines);
        do {
            $told = $this->log->read(self::SINCE);
        } while ($told['isBehind']);
        self::assertSame(['count' => 100, 'last' => self::PLAYED + 99], array_slice($told['owners']['sip:204']['refused'] ?? [], 0, 2));
    }

    public function testEachOwnerHasAMomentOfItsOwn(): void
    {
        $this->add([SecurityLogLines::wrong('204', self::after(20)), SecurityLogLines::wrong('205', self::after(20))]);
        $told = $this->log->read(['sip:204' => self::PLAYED, 'sip:205' => self::PLAYED + 60]);
        self::assertSame(['sip:204'], array_keys($told['owners']));
        self::assertSame(['sip:204', 'sip:205'], array_keys($this->log->read(self::SINCE)['owners']));
    }

    public function testNoLogIsNotNobody(): void
    {
        $this->expectException(CannotRead::class);
        $this->log->read(self::SINCE);
    }

    public function testWhatIsNoFileIsNotOpened(): void
    {
        $this->add([SecurityLogLines::wrong('204', self::after(20))], '.real');
        symlink($this->path('.real'), $this->path());
        $this->expectException(CannotRead::class);
        $this->log->read(self::SINCE);
    }

    public function testNobodyToLookForNeedsNoLog(): void
    {
        self::assertSame(['readTo' => null, 'isBehind' => false, 'owners' => []], $this->log->read([]));
    }

    private static function after(int $seconds): string
    {
        return gmdate('Y-m-d\TH:i:s', self::PLAYED + $seconds) . '.000+0000';
    }

    /**
     * @param list<string> $lines
     */
    private function add(array $lines, string $suffix = ''): void
    {
        file_put_contents($this->path($suffix), implode("\n", $lines) . "\n", FILE_APPEND);
    }

    private function path(string $suffix = ''): string
    {
        return $this->folder->path("asterisk/security_log$suffix");
    }
}
