<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Root;

use Modules\ModuleSecurityChecklist\Lib\Ports\Bans;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Root\SettledReadings;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use PHPUnit\Framework\TestCase;

/**
 * What is read while Core rewrites it is no state of the PBX.
 */
final class SettledReadingsTest extends TestCase implements RootReadings, Bans
{
    private const WHOLE = ['-P INPUT ACCEPT', '-A INPUT -p tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'];
    private const FLUSHED = ['-P INPUT ACCEPT'];
    private const JAILS = [['name' => 'dropbear', 'banned' => 1]];
    private const JUMP = '-A INPUT -p tcp -m multiport --dports 22 -j f2b-SSH';
    private const HALF = ['-P INPUT ACCEPT', '-A INPUT -p tcp --dport 22 -j ACCEPT'];

    /** @var list<list<string>|null> the last one from then on */
    private array $rules = [self::WHOLE];
    /** @var list<list<array{name: string, banned: int}>|null> the last one from then on */
    private array $jails = [self::JAILS];
    private int $asked = 0;
    private ?int $busy = 0;
    private PretendedTime $time;
    private FakeFiles $files;
    private SettledReadings $settled;

    protected function setUp(): void
    {
        $this->time = new PretendedTime(new Fate());
        $this->files = new FakeFiles([]);
        $this->settled = new SettledReadings($this, $this, $this->files, $this->time, 60.0);
    }

    public function testRulesAreReadUntilTheyAreTwiceAlike(): void
    {
        $this->rules = [self::FLUSHED, self::HALF, self::WHOLE, self::WHOLE];
        self::assertSame(self::WHOLE, $this->settled->runningRules(4));
        self::assertSame(4, $this->asked);
        self::assertSame(self::WHOLE, $this->settled->runningRules(4));
        self::assertSame(5, $this->asked, 'what is as last time needs no second look');
    }

    public function testARewriteBetweenTwoReadingsIsSeen(): void
    {
        $this->settled->runningRules(4);
        $this->rules = [self::FLUSHED, self::HALF, self::WHOLE];
        self::assertSame(self::WHOLE, $this->settled->runningRules(4));
    }

    public function testWhatSomebodyReallyTookAwayIsTold(): void
    {
        $this->settled->runningRules(4);
        $this->rules = [self::FLUSHED];
        self::assertSame(self::FLUSHED, $this->settled->runningRules(4));
    }

    public function testWhileCoreHoldsItsLockNothingIsBelieved(): void
    {
        $this->rules = [self::FLUSHED];
        $this->files = new FakeFiles(['/var/run/service_reload_firewall.pid' => "77\n", '/proc/77/stat' => '77 (php) S']);
        $this->settled = new SettledReadings($this, $this, $this->files, $this->time, 60.0);
        $this->assertUnknown(function (): void {
            $this->settled->runningRules(4);
        });
        $this->files = new FakeFiles(['/var/run/service_reload_firewall.pid' => '77']);
        $this->settled = new SettledReadings($this, $this, $this->files, $this->time, 60.0);
        self::assertSame(self::FLUSHED, $this->settled->runningRules(4), 'the process is gone');
    }

    public function testRulesThatNeverSettleAreUnknown(): void
    {
        $this->rules = [];
        for ($turn = 0; $turn < 50; $turn++) {
            $this->rules[] = ["-A INPUT -s 10.0.0.$turn -j ACCEPT"];
        }
        $begin = $this->time->uptime;
        $this->assertUnknown(function (): void {
            $this->settled->runningRules(4);
        });
        self::assertLessThan(6.0, $this->time->uptime - $begin);
    }

    public function testWhereThereIsNoSuchToolThereIsNone(): void
    {
        $this->rules = [null];
        self::assertNull($this->settled->runningRules(6));
    }

    public function testAServerThatStartsAnewIsWaitedFor(): void
    {
        $this->jails = [[], [], [], self::JAILS];
        self::assertSame(self::JAILS, $this->settled->jails());
    }

    public function testJailsThatTheServerIsStillLoadingAreWaitedFor(): void
    {
        $all = [['name' => 'dropbear', 'banned' => 1], ['name' => 'mikopbx-www', 'banned' => 0]];
        $this->jails = [self::JAILS, $all, $all];
        self::assertSame($all, $this->settled->jails());
        $this->jails = [[], self::JAILS, $all];
        self::assertSame($all, $this->settled->jails(), 'a restart between two readings');
    }

    public function testBansThatAreOnTheirWayIntoTheRulesAreWaitedFor(): void
    {
        $this->busy = 1;
        $this->rules = [self::WHOLE, self::WHOLE, self::WHOLE, [self::JUMP, ...self::WHOLE]];
        self::assertContains(self::JUMP, (array) $this->settled->runningRules(4));
        $this->rules = [[self::JUMP, ...self::WHOLE]];
        $begin = $this->time->uptime;
        self::assertContains(self::JUMP, (array) $this->settled->runningRules(4));
        self::assertSame($begin, $this->time->uptime);
        // Two jails have somebody, and only one chain is there.
        $this->busy = 2;
        $this->assertUnknown(function (): void {
            $this->settled->runningRules(4);
        });
    }

    public function testBansThatDoNotComeIntoTheRulesAreTold(): void
    {
        $this->busy = 1;
        $this->assertUnknown(function (): void {
            $this->settled->runningRules(4);
        });
        $this->time->uptime += 60.0;
        $begin = $this->time->uptime;
        self::assertSame(self::WHOLE, $this->settled->runningRules(4));
        self::assertLessThan(1.0, $this->time->uptime - $begin, 'and nobody waits any more');
        $this->busy = 0;
        self::assertSame(self::WHOLE, $this->settled->runningRules(4));
        $this->busy = 1;
        $this->assertUnknown(function (): void {
            $this->settled->runningRules(4);
        });
    }

    public function testRulesWithoutBansAreWholeWhereNobodyIsBannedOrNobodyCanTell(): void
    {
        foreach ([0, null] as $busy) {
            $this->busy = $busy;
            $begin = $this->time->uptime;
            self::assertSame(self::WHOLE, $this->settled->runningRules(4));
            self::assertLessThan(1.0, $this->time->uptime - $begin);
        }
        $this->busy = 1;
        self::assertSame(self::WHOLE, $this->settled->runningRules(6), 'bans of IPv6 have chains of their own');
        $this->rules = [null];
        self::assertNull($this->settled->runningRules(4));
    }

    public function testANewBanIsNoOtherListOfJails(): void
    {
        $this->settled->jails();
        $before = $this->time->uptime();
        $this->jails = [[['name' => 'dropbear', 'banned' => 2]]];
        self::assertSame($this->jails[0], $this->settled->jails());
        self::assertSame($before, $this->time->uptime());
    }

    public function testJailsThatNeverSettleAreUnknown(): void
    {
        $this->jails = [];
        for ($i = 0; $i < 40; $i++) {
            $this->jails[] = [['name' => "jail$i", 'banned' => 0]];
        }
        $this->expectException(CannotRead::class);
        $this->settled->jails();
    }

    public function testAServerThatIsSilentIsUnknownAtFirstAndOffAfterAMinute(): void
    {
        $this->jails = [[]];
        $this->assertUnknown(function (): void {
            $this->settled->jails();
        });
        $this->time->uptime += 60.0;
        $begin = $this->time->uptime;
        self::assertSame([], $this->settled->jails());
        self::assertSame($begin, $this->time->uptime, 'and nobody waits any more');
        $this->jails = [self::JAILS];
        self::assertSame(self::JAILS, $this->settled->jails());
        $this->jails = [[]];
        $this->assertUnknown(function (): void {
            $this->settled->jails();
        });
    }

    public function testWhereItCannotBeToldItIsNotTold(): void
    {
        $this->jails = [null];
        self::assertNull($this->settled->jails());
    }

    public function runningRules(int $family): ?array
    {
        $this->asked++;
        return count($this->rules) > 1 ? array_shift($this->rules) : $this->rules[0];
    }

    public function jails(): ?array
    {
        return count($this->jails) > 1 ? array_shift($this->jails) : $this->jails[0];
    }

    public function busyJails(): ?int
    {
        return $this->busy;
    }

    public function isLxc(): bool
    {
        return false;
    }

    public function devices(): array
    {
        return [];
    }

    /**
     * @param callable(): void $read
     */
    private function assertUnknown(callable $read): void
    {
        try {
            $read();
            self::fail('believed it');
        } catch (CannotRead $unknown) {
            self::assertSame(CannotRead::TIMEOUT, $unknown->reason());
        }
    }
}
