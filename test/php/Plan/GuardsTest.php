<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Acceptance;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Confirmable;
use Modules\ModuleSecurityChecklist\Lib\Plan\Confirming;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Enforcement;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Plan\WebDoor;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedCore;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * Single conditions that keep a plan from harm, each by itself.
 */
final class GuardsTest extends TestCase
{
    /**
     * @dataProvider parts
     *
     * @param list<string> $parts
     */
    public function testAPlanRestsOnWhatItsStepsNeedAndOnNothingElse(array $parts, bool $isTaken): void
    {
        $world = new PlanWorld();
        $plan = (new PlanReader())->read(self::sent(['parts' => $parts] + Plans::stricterBans()));
        $asked = self::record($world)->asked();
        if (!$isTaken) {
            $this->expectExceptionMessage(PlanRefused::PARTS_MISSING);
            $this->expectException(PlanRefused::class);
        }
        $accepted = (new Acceptance($world->surroundings))->check($plan, $world->reader->read(), $asked);
        self::assertSame(300, $accepted->confirmSeconds());
    }

    /**
     * @return array<string, array{list<string>, bool}>
     */
    public function parts(): array
    {
        return [
            'what it needs' => [['fail2ban'], true],
            'and what it may rest on' => [['fail2ban', 'firewall'], true],
            'what names of providers stand for, too' => [['fail2ban', 'providerHosts'], true],
            'not what it needs' => [['firewall'], false],
            'secrets, too' => [['fail2ban', 'secrets'], false],
            'something unheard of, too' => [['fail2ban', 'weather'], false],
        ];
    }

    public function testAPlanWithoutANonceIsConfirmedByNobody(): void
    {
        $reference = new Connection('master 1', 1);
        $plan = static function (string $nonce) use ($reference): Confirmable {
            return new Confirmable('boss', '192.168.7.50', $nonce, $reference);
        };
        $wish = static function (string $nonce): Wish {
            return new Wish(Wish::CONFIRM, '', 'boss', '192.168.7.50', $nonce, new Arrival(new Connection('master 1', 2)));
        };
        self::assertSame(PlanRefused::NONCE, Confirming::refusal($plan(''), $wish('')));
        self::assertSame(PlanRefused::NONCE, Confirming::refusal($plan('a'), $wish('')));
        self::assertSame(PlanRefused::NONCE, Confirming::refusal($plan('a'), $wish('b')));
        self::assertNull(Confirming::refusal($plan('a'), $wish('a')));
    }

    /**
     * @dataProvider doors
     */
    public function testTheCabinetIsTheBoxWebOverTcp(string $category, string $protocol, string $permit, bool $isOpen): void
    {
        $row = [
            'networkfilterid' => '1', 'category' => $category, 'action' => 'allow', 'protocol' => $protocol, 'portfrom' => '443',
            'portto' => '443',
        ];
        $config = new Config([1 => ['id' => '1', 'permit' => $permit]], [$row], [Config::FIREWALL => '1'], null, true, []);
        self::assertSame($isOpen, WebDoor::isOpenTo($config, '192.168.7.50'));
    }

    /**
     * @return array<string, array{string, string, string, bool}>
     */
    public function doors(): array
    {
        return [
            'open' => ['WEB', 'tcp', '192.168.7.0/24', true],
            'another box' => ['SSH', 'tcp', '192.168.7.0/24', false],
            'another protocol' => ['WEB', 'udp', '192.168.7.0/24', false],
            'another network' => ['WEB', 'tcp', '192.168.8.0/24', false],
            'another family' => ['WEB', 'tcp', '::/0', false],
        ];
    }

    public function testInForceIsWhatIsTwiceAlike(): void
    {
        $world = new PlanWorld();
        $looks = 0;
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        $world->time->whenPassed = [static function () use ($world, &$looks): void {
            $looks++;
            // Somebody else's line comes and goes; what Core makes is there all the while.
            $world->firewall->foreign = $looks < 5 ? ["-A INPUT -s 10.0.0.$looks -j LOG"] : [];
        }];
        self::assertTrue($enforcement->wait($world->reader->read(), null, static function (): void {
        }));
        self::assertSame(6, $looks, 'not before two looks were alike');
    }

    public function testAfterChangesItIsInForceOnceNoReloadIsDue(): void
    {
        $world = new PlanWorld();
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        $begin = $world->time->uptime;
        $reloads = [5.0, 11.0, 17.0];
        $world->time->whenPassed = [static function () use ($world, $begin, $reloads): void {
            $passed = $world->time->uptime - $begin;
            $isReloading = array_filter($reloads, static function (float $at) use ($passed): bool {
                return $passed >= $at && $passed < $at + 2.0;
            });
            $isReloading === [] ? $world->firewall->timePasses() : $world->firewall->flush();
        }];
        $nobody = static function (): void {
        };
        self::assertTrue($enforcement->wait($world->reader->read(), null, $nobody));
        self::assertSame(1.0, $world->time->uptime - $begin, 'twice alike is enough where nothing was changed');
        self::assertTrue($enforcement->settles($world->reader->read(), null, $nobody));
        self::assertSame(26.0, $world->time->uptime - $begin, 'seven seconds after the last of them');
        self::assertSame(0, $world->firewall->reloads);
    }

    public function testWhileCoreHoldsItsLockNothingIsSaidToBeInForce(): void
    {
        $world = new PlanWorld();
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        $begin = $world->time->uptime;
        $world->firewall->writer = 4711;
        $world->time->whenPassed = [static function () use ($world, $begin): void {
            $world->firewall->writer = $world->time->uptime - $begin < 12.0 ? 4711 : null;
        }];
        $nobody = static function (): void {
        };
        self::assertTrue($enforcement->settles($world->reader->read(), null, $nobody));
        self::assertSame(12.0, $world->time->uptime - $begin);

        $begin = $world->time->uptime;
        $world->firewall->writer = 4711;
        $world->time->whenPassed = [];
        self::assertTrue($enforcement->settles($world->reader->read(), null, $nobody), 'a worker that hangs keeps it for ever');
        self::assertSame(40.0, $world->time->uptime - $begin);
    }

    public function testNobodyWritesRulesBesideCore(): void
    {
        $world = new PlanWorld();
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        $begin = $world->time->uptime;
        $world->firewall->writer = 4711;
        $world->firewall->flush();
        $world->time->whenPassed = [static function () use ($world, $begin): void {
            $isWriting = $world->time->uptime - $begin < 30.0;
            $world->firewall->writer = $isWriting ? 4711 : null;
            $isWriting ? $world->firewall->flush() : $world->firewall->timePasses();
        }];
        self::assertTrue($enforcement->settles($world->reader->read(), null, static function (): void {
        }));
        self::assertSame(0, $world->firewall->reloads, 'Core is at it, however slow the machine is');
        self::assertSame(37.0, $world->time->uptime - $begin);
    }

    public function testWhatCoreMakesWholeAgainAndAgainForMinutesIsInForce(): void
    {
        $world = new PlanWorld();
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        $begin = $world->time->uptime;
        $world->time->whenPassed = [static function () use ($world, $begin): void {
            $isWriting = fmod($world->time->uptime - $begin, 10.0) < 6.0;
            $world->firewall->writer = $isWriting ? 4711 : null;
            $isWriting ? $world->firewall->flush() : $world->firewall->timePasses();
        }];
        self::assertTrue($enforcement->settles($world->reader->read(), null, static function (): void {
        }));
        self::assertSame([0, 91.0], [$world->firewall->reloads, $world->time->uptime - $begin]);
    }

    public function testWhatWasMadeWholeAndIsTakenAwayForGoodIsNot(): void
    {
        $world = new PlanWorld();
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        $begin = $world->time->uptime;
        $world->time->whenPassed = [static function () use ($world, $begin): void {
            $passed = $world->time->uptime - $begin;
            $world->firewall->isBroken = $passed > 40.0;
            $isAway = $passed > 40.0 || fmod($passed, 10.0) < 6.0;
            $isAway ? $world->firewall->flush() : $world->firewall->timePasses();
        }];
        self::assertFalse($enforcement->settles($world->reader->read(), null, static function (): void {
        }));
        self::assertSame([1, 91.0], [$world->firewall->reloads, $world->time->uptime - $begin]);
    }

    public function testWhatNeverComesIntoForceIsGivenUpAfterOneReload(): void
    {
        $world = new PlanWorld();
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        $begin = $world->time->uptime;
        $world->firewall->flush();
        $world->firewall->isBroken = true;
        $beats = 0;
        self::assertFalse($enforcement->settles($world->reader->read(), null, static function () use (&$beats): void {
            $beats++;
        }));
        self::assertSame([1, 46.0, 46], [$world->firewall->reloads, $world->time->uptime - $begin, $beats]);
    }

    /**
     * @dataProvider askers
     */
    public function testWhereTheFirewallOfThePbxHoldsNothingNoRuleIsLookedFor(?string $asker): void
    {
        $world = new PlanWorld();
        $world->surroundings->isFiltering = false;
        $world->firewall->flush();
        $enforcement = new Enforcement($world->firewall, $world->firewall, $world->firewall, $world->time, $world->surroundings);
        self::assertTrue($enforcement->settles($world->reader->read(), $asker, static function (): void {
        }));
        self::assertSame(0, $world->firewall->reloads);
    }

    /**
     * @return array<string, array{string|null}>
     */
    public function askers(): array
    {
        return ['nobody' => [null], 'somebody' => ['203.0.113.9'], 'somebody of the other family' => ['2001:db8::9']];
    }

    public function testANewRuleThatIsNotThereIsNotPlayed(): void
    {
        $world = new PlanWorld();
        $world->core->fault = PretendedCore::SILENT_BEFORE;
        $world->accept(Plans::oneStep('firewall.create'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['undone', 'not-stored'], [$world->phase(), $world->reason()]);
    }

    public function testARuleHasAtLeastTheBoxesOfTheOldestRelease(): void
    {
        foreach ([5 => false, 6 => true, 100 => true, 101 => false] as $count => $isTaken) {
            $boxes = [];
            for ($number = 1; $number <= $count; $number++) {
                $boxes["BOX$number"] = false;
            }
            $step = ['kind' => 'firewall.patch', 'id' => 4, 'newer_block_ip' => false, 'currentRules' => $boxes];
            $plan = Plans::plan('close-web-cti', [$step], [['kind' => 'rule', 'id' => 4]]);
            try {
                (new PlanReader())->read(self::sent($plan));
                self::assertTrue($isTaken, "$count boxes");
            } catch (Refused $refused) {
                self::assertFalse($isTaken, "$count boxes");
            }
        }
    }

    /**
     * @dataProvider times
     */
    public function testNobodyHasMoreTimeThanAskedFor(string $boot, float $uptime, int $passed, float $left): void
    {
        $begin = new DateTimeImmutable('2026-11-23T12:00:00+03:00');
        $deadline = new Deadline('boot 1', 1000.0, $begin, 300);
        self::assertSame($left, $deadline->secondsLeft($boot, $uptime, $begin->modify("+$passed seconds")));
    }

    /**
     * @return array<string, array{string, float, int, float}>
     */
    public function times(): array
    {
        return [
            'by the uptime' => ['boot 1', 1100.0, 99999, 200.0],
            'in time to the second' => ['boot 1', 1300.0, 0, 0.0],
            'another boot: by the calendar' => ['boot 2', 20.0, 100, 200.0],
            'a container that started anew under the same boot' => ['boot 1', 20.0, 100, 200.0],
            'such a one whose clock went back' => ['boot 1', 20.0, -100, 0.0],
            'another boot whose clock went back' => ['boot 2', 20.0, -100, 0.0],
        ];
    }

    private static function record(PlanWorld $world): Record
    {
        $world->accept(Plans::stricterBans());
        $record = $world->records->load();
        self::assertNotNull($record);
        return $record;
    }

    /**
     * @param array<string, mixed> $plan
     */
    private static function sent(array $plan): stdClass
    {
        $sent = json_decode((string) json_encode($plan));
        self::assertInstanceOf(stdClass::class, $sent);
        return $sent;
    }
}
