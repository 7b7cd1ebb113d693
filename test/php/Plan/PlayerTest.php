<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedCore;
use PHPUnit\Framework\TestCase;

/**
 * What becomes of a plan when nothing breaks, and of persons who do something else than expected.
 */
final class PlayerTest extends TestCase
{
    /**
     * @dataProvider releases
     */
    public function testAConfirmedPlanIsInForceAndTold(string $release): void
    {
        $world = new PlanWorld($release);
        $world->accept(Plans::closeWeb($release === '2026'));
        $world->confirmWhenAsked();
        $world->player()->run();

        self::assertSame('done', $world->phase());
        self::assertSame(['accepted', 'playing', 'applying', 'waiting', 'applying', 'done'], $world->desk->phases);
        self::assertSame(
            ['plan/begins', 'plan/step', 'plan/step', 'plan/waits', 'plan/done'],
            $world->told()
        );
        $config = $world->reader->read();
        self::assertFalse($config->boxes(4)['WEB']);
        self::assertTrue($config->boxes(4)['SIP']);
        self::assertNull($world->records->open);
        self::assertNotNull($world->records->find('plan1'), 'it can be undone later');
        $rules = implode("\n", (array) $world->firewall->runningRules(4));
        self::assertStringContainsString('-A INPUT -s 192.168.7.48/28 -p tcp -m multiport --dports 80,22', $rules);
        self::assertStringNotContainsString('-A INPUT -p tcp', $rules, 'nothing of TCP is open for everybody');
    }

    public function testWhoeverWatchesLearnsWhatIsPlayed(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->player()->run();
        $steps = [
            ['kind' => 'firewall.create', 'network' => '192.168.7.48', 'subnet' => 28],
            ['kind' => 'firewall.patch', 'id' => 4],
        ];
        foreach (['playing', 'waiting', 'done'] as $phase) {
            self::assertSame(['close-web-cti', $steps], [$world->desk->last[$phase]['action'], $world->desk->last[$phase]['steps']]);
        }
        $world->acceptUndo('plan1');
        $world->player()->run();
        self::assertSame('undo', $world->desk->status['action']);
        self::assertContains(['kind' => 'undo', 'object' => 'rule:4'], (array) $world->desk->status['steps']);
    }

    public function testOnATestBuildBetweenTheReleasesNothingIsChangedButBack(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase());
        $world->pdo->exec("UPDATE m_PbxSettings SET value = '2025.4.1-dev' WHERE key = 'PBXVersion'");

        $world->accept(['release' => '2025.4.1-dev'] + Plans::stricterBans(), 'plan2');
        $world->player()->run();
        self::assertSame(['refused', 'checks-only'], [$world->phase(), $world->reason()]);

        $world->acceptUndo('plan1');
        $world->player()->run();
        $world->pdo->exec("UPDATE m_PbxSettings SET value = '2026.1.223' WHERE key = 'PBXVersion'");
        self::assertSame($before, $world->rows());
    }

    /**
     * @return list<array{string}>
     */
    public function releases(): array
    {
        return [['2024'], ['2026']];
    }

    /**
     * @dataProvider releases
     */
    public function testWithoutConfirmationEverythingIsAsBefore(string $release): void
    {
        $world = new PlanWorld($release);
        $before = $world->rows();
        $world->accept(Plans::closeWeb($release === '2026'));
        $world->player()->run();

        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
        self::assertContains('plan/goes-back', $world->told());
        self::assertNull($world->records->find('plan1'), 'nothing is kept of it');
    }

    public function testTheTimeToConfirmIsTheOneThatWasAskedFor(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'bans']] + Plans::stricterBans());
        $waited = 0.0;
        $world->time->whenPassed[] = static function (float $seconds) use ($world, &$waited): void {
            $waited += ($world->desk->status['phase'] ?? '') === 'waiting' ? $seconds : 0.0;
        };
        $world->player()->run();
        self::assertSame('undone', $world->phase());
        self::assertEqualsWithDelta(60.0, $waited, 1.0);
    }

    /**
     * @dataProvider notConfirming
     *
     * @param callable(PlanWorld): Wish $wish
     */
    public function testWhatDoesNotConfirm(callable $wish): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world, $wish): void {
            if ($world->phase() === 'waiting') {
                $world->desk->wishes[] = $wish($world);
            }
        };
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
    }

    /**
     * @return array<string, array{callable(PlanWorld): Wish}>
     */
    public function notConfirming(): array
    {
        $with = static function (array $other): callable {
            return static function (PlanWorld $world) use ($other): Wish {
                $wish = Wish::read($other + $world->confirmation($world->server->now())->written());
                assert($wish !== null);
                return $wish;
            };
        };
        return [
            'an established connection' => [static function (PlanWorld $world): Wish {
                return $world->confirmation(new Connection($world->server->epoch, 3));
            }],
            'the connection of the reference itself' => [static function (PlanWorld $world): Wish {
                return $world->confirmation($world->records->load()->reference ?? null);
            }],
            'a connection of another server process' => [static function (PlanWorld $world): Wish {
                return $world->confirmation(new Connection('master 0', 99999));
            }],
            'nobody knows which connection' => [static function (PlanWorld $world): Wish {
                return $world->confirmation(null);
            }],
            'another person' => [$with(['person' => 'deputy'])],
            'another address' => [$with(['address' => '192.168.7.51'])],
            'an address that is none' => [$with(['address' => ''])],
            'another nonce' => [$with(['nonce' => hash('sha256', 'guessed')])],
            'no nonce' => [$with(['nonce' => ''])],
            'another plan' => [$with(['plan' => 'plan0'])],
        ];
    }

    /**
     * Somebody in between: a connection is theirs, and proves nothing of the person.
     *
     * @dataProvider signIns
     */
    public function testWhoeverComesThroughSomebodyConfirmsBySigningInAnew(?int $secondsAfter, bool $isConfirmed): void
    {
        $world = new PlanWorld();
        $told = [];
        $world->arrival = new Arrival($world->server->now(), true, 1000, true);
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world, $secondsAfter, &$told): void {
            if ($world->phase() === 'waiting' && $world->desk->wishes === []) {
                $since = $world->records->load()->signInAfter ?? 0;
                $signedInAt = $secondsAfter === null ? null : $since + $secondsAfter;
                $world->desk->wishes[] = $world->confirmedBy(new Arrival($world->server->now(), true, $signedInAt, true));
                $told[] = $world->desk->status['confirmedBy'] ?? null;
            }
        };
        $world->player()->run();
        self::assertSame($isConfirmed ? ['done', ''] : ['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame('sign-in', $told[0]);
    }

    /**
     * @return array<string, array{int|null, bool}>
     */
    public function signIns(): array
    {
        return [
            'signed in after it' => [1, true],
            'in the very second' => [0, false],
            'signed in before it' => [-1, false],
            'nobody knows when' => [null, false],
        ];
    }

    public function testANewSignInIsNoProofWhereAConnectionIs(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $old = new Connection($world->server->epoch, 1);
                $world->desk->wishes[] = $world->confirmedBy(new Arrival($old, false, PHP_INT_MAX));
            }
        };
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
    }

    /**
     * @dataProvider extensions
     */
    public function testMoreTimeIsGivenUpToAnHour(int $wishes, int $seconds): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $began = null;
        $world->time->whenPassed[] = static function () use ($world, &$began, $wishes): void {
            if ($world->phase() === 'waiting' && $began === null) {
                $began = $world->time->uptime();
                for ($wish = 0; $wish < $wishes; $wish++) {
                    $world->desk->wishes[] = new Wish(Wish::EXTEND, 'plan1', 'deputy', '192.168.7.60');
                }
            }
        };
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertEqualsWithDelta($seconds, $world->time->uptime() - $began, 30.0);
    }

    /**
     * @return array<string, array{int, int}>
     */
    public static function extensions(): array
    {
        return ['none' => [0, 300], 'once' => [1, 600], 'twice' => [2, 900], 'for ever' => [40, 3600]];
    }

    public function testAPersonCanGoBackAtOnce(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $world->desk->wishes[] = new Wish(Wish::REVERT, 'plan1', 'deputy', '192.168.7.60');
            }
        };
        $world->player()->run();
        self::assertSame(['undone', 'asked'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    public function testWhenTheModuleGoesItIsUndoneFirst(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $world->desk->wishes[] = new Wish(Wish::LEAVE);
            }
        };
        $world->player()->run();
        self::assertSame(['undone', 'module-off'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    public function testWhenTheModuleGoesNothingIsBegun(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->desk->wishes[] = new Wish(Wish::LEAVE);
        $world->player()->run();
        self::assertSame(['refused', 'module-off'], [$world->phase(), $world->reason()]);
        self::assertSame(0, $world->core->changes);
        self::assertSame($before, $world->rows());
    }

    public function testAfterARestartOfTheWebServerConnectionsAreCountedAnew(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $isRestarted = false;
        $world->time->whenPassed[] = static function () use ($world, &$isRestarted): void {
            if ($world->phase() !== 'waiting') {
                return;
            }
            if (!$isRestarted) {
                $isRestarted = true;
                $world->server->epoch = 'master 2';
                $world->server->count = 0;
                // Of the new process, but older than the new reference.
                $world->desk->wishes[] = $world->confirmation($world->server->now());
                return;
            }
            $world->desk->wishes[] = $world->confirmation($world->server->now());
        };
        $world->player()->run();
        self::assertSame('done', $world->phase());
        $played = $world->records->find('plan1');
        self::assertSame('master 2', $played === null || $played->reference === null ? '' : $played->reference->epoch());
    }

    public function testWhileTheWebServerIsGoneNothingIsConfirmed(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $world->desk->wishes[] = $world->confirmation(new Connection('master 1', 5000));
                $world->server->isGone = true;
            }
        };
        $world->desk->wishes = [];
        $world->player()->run();
        // The first wish came while the reference was still there and counts.
        self::assertSame('done', $world->phase());

        $gone = new PlanWorld();
        $gone->server->isGone = false;
        $gone->accept(Plans::closeWeb());
        $gone->server->isGone = true;
        $gone->player()->run();
        self::assertSame(['undone', 'no-proof'], [$gone->phase(), $gone->reason()]);
    }

    public function testWhereCoresWorkerDoesNothingTheRulesAreMadeWithoutIt(): void
    {
        $world = new PlanWorld();
        $world->firewall->isStuck = true;
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase());
        self::assertSame(1, $world->firewall->reloads);
    }

    public function testWhatNeverComesIntoForceIsUndone(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->firewall->isBroken = true;
        $world->accept(Plans::closeWeb());
        $world->player()->run();
        self::assertSame('not-in-force', $world->reason());
        self::assertSame($before, $world->rows());
        self::assertSame('undone', $world->phase(), 'the old rules run still');
    }

    public function testAfterARebootTheTimeGoesOnByTheCalendar(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $begin = null;
        $end = null;
        $world->time->whenPassed[] = static function () use ($world, &$begin, &$end): void {
            $phase = $world->desk->status['phase'] ?? '';
            $begin ??= $phase === 'waiting' ? $world->time->calendar : null;
            $end ??= $phase === 'undoing' ? $world->time->calendar : null;
        };
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting' && $world->time->boot === 'boot 1') {
                $world->time->reboot(100.0);
                $world->server->epoch = 'master 2';
                $world->fate->killOn = 'sleep';
            }
        };
        self::assertSame(1, $world->runToTheEnd());
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertEqualsWithDelta(300.0, (float) $end - (float) $begin, 3.0);
        self::assertSame($before, $world->rows());
    }

    public function testAClockThatWentBackDoesNotProlongAnything(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting' && $world->time->boot === 'boot 1') {
                $world->time->reboot(-86400.0);
                $world->fate->killOn = 'sleep';
            }
        };
        $world->runToTheEnd();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertLessThan(100.0, $world->time->uptime);
    }

    public function testConfirmedAfterAReboot(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() !== 'waiting') {
                return;
            }
            if ($world->time->boot === 'boot 1') {
                $world->time->reboot();
                $world->server->epoch = 'master 2';
                $world->fate->killOn = 'sleep';
                return;
            }
            $world->desk->wishes[] = $world->confirmation($world->server->now());
        };
        $world->runToTheEnd();
        self::assertSame('done', $world->phase());
    }

    public function testAPlanThatOnlyLoosensNeedNotBeConfirmed(): void
    {
        $world = new PlanWorld();
        $plan = ['confirm' => null] + Plans::oneStep('firewall.create');
        $world->accept($plan);
        $world->player()->run();
        self::assertSame(['accepted', 'playing', 'applying', 'done'], $world->desk->phases);
    }

    public function testAPlanThatChangesNobodysAccessIsConfirmedWhereItAsksForIt(): void
    {
        $world = new PlanWorld();
        $unban = ['kind' => 'fail2ban.unban', 'says' => ['key' => 'x', 'params' => []], 'networks' => ['192.168.7.0/24']];
        $world->accept(Plans::plan('set-fail2ban-level', [$unban], []));
        $world->player()->run();
        self::assertContains('waiting', $world->desk->phases);
        self::assertNotSame('done', $world->phase());
    }

    public function testARuleThatSomebodyRefersToByThenIsNotTakenAway(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $id = $world->records->load()->made[1] ?? 0;
                $world->pdo->exec("INSERT INTO m_Sip (uniqid, networkfilterid) VALUES ('SIP-1', $id)");
            }
        };
        $world->player()->run();
        self::assertSame(['stuck', 'in use'], [$world->phase(), $world->records->load()->detail ?? '']);
        $objects = $world->records->load()->objects ?? [];
        self::assertSame(['rule:step1' => 'new', 'rule-order' => 'old', 'rule:4' => 'old'], $objects);
        self::assertTrue($world->reader->read()->boxes(4)['WEB'], 'the rest is as before');

        // Somebody frees it and tries again.
        $world->pdo->exec('DELETE FROM m_Sip');
        $world->time->whenPassed = [];
        $world->desk->wishes[] = new Wish(Wish::REVERT, 'plan1', 'deputy', '192.168.7.60');
        $world->time->whenPassed[] = function () use ($world): void {
            $world->firewall->timePasses();
        };
        $world->player()->run();
        self::assertSame('undone', $world->phase());
    }

    public function testSomebodyCanSayThatItIsDealtWith(): void
    {
        $world = new PlanWorld();
        $world->core->fault = PretendedCore::WRONG;
        $world->core->cannotRestore = true;
        $world->accept(Plans::closeWeb());
        $world->player()->run();
        self::assertSame('stuck', $world->phase());
        $world->player()->run();
        self::assertSame('stuck', $world->phase(), 'nothing happens without a person');
        $world->desk->wishes[] = new Wish(Wish::DISMISS, 'plan1', 'deputy', '192.168.7.60');
        $world->player()->run();
        self::assertSame('dismissed', $world->phase());
        self::assertNull($world->records->open);
        self::assertSame('deputy', $world->journal->page(null, 1)[0]['person']);
    }

    /**
     * @dataProvider releases
     */
    public function testUndoneLaterTheRowsAreTheOldOnes(string $release): void
    {
        $world = new PlanWorld($release);
        $before = $world->rows();
        $world->accept(Plans::closeWeb($release === '2026'));
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertNotSame($before, $world->rows());

        $world->acceptUndo('plan1');
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        self::assertSame($before, $world->rows());
        self::assertNull($world->records->find('plan1'), 'once');
        self::assertSame('plan1', $world->desk->status['undoes'] ?? null);
    }

    public function testAnUndoThatClosesHasToBeConfirmed(): void
    {
        $world = new PlanWorld();
        $world->pdo->exec("UPDATE m_FirewallRules SET action = 'block' WHERE networkfilterid = 4 AND category = 'WEB'");
        $world->accept(['confirm' => null] + Plans::oneStep('firewall.create'));
        $world->player()->run();
        $after = $world->rows();
        $world->acceptUndo('plan1');
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($after, $world->rows(), 'the rule that was to go is there again, under its id');
        $world->acceptUndo('plan1', 'undo2');
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        self::assertCount(3, $world->reader->read()->filters());
    }

    public function testAnUndoThatOpensAgainAsksForTheSameProof(): void
    {
        foreach ([Plans::closeWeb(), Plans::stricterBans()] as $plan) {
            $world = new PlanWorld();
            $world->accept($plan);
            $world->confirmWhenAsked();
            $world->player()->run();
            self::assertSame('done', $world->phase());
            $closed = $world->rows();
            array_pop($world->time->whenPassed);

            $world->acceptUndo('plan1');
            $world->player()->run();
            self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()], 'nobody stood by it');
            self::assertSame($closed, $world->rows());
            self::assertNotNull($world->records->find('plan1'), 'it can be tried again');
        }
    }

    public function testAnUndoThatOpensAgainIsRefusedWhereNothingCanBeProven(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->player()->run();
        $closed = $world->rows();
        $world->surroundings->tellsPeopleApart = false;
        $world->acceptUndo('plan1');
        $world->player()->run();
        self::assertSame(['refused', 'behind-proxy'], [$world->phase(), $world->reason()]);
        self::assertSame($closed, $world->rows());
    }

    public function testAnObjectThatWasChangedSinceIsAConflictAndNotOverwritten(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->player()->run();
        $world->pdo->exec("UPDATE m_FirewallRules SET action = 'allow' WHERE networkfilterid = 4 AND category = 'SSH'");
        $now = $world->rows();
        $world->acceptUndo('plan1');
        $world->player()->run();
        self::assertSame(['refused', 'conflict'], [$world->phase(), $world->reason()]);
        self::assertEquals((object) ['rule:4' => 'other'], $world->desk->status['objects'] ?? null);
        self::assertSame($now, $world->rows());
        self::assertNotNull($world->records->find('plan1'));
    }

    public function testThereIsNothingToUndoOfAPlanThatNobodyKnows(): void
    {
        $world = new PlanWorld();
        $world->acceptUndo('plan7');
        $world->player()->run();
        self::assertSame(['refused', 'no-such-plan'], [$world->phase(), $world->reason()]);
    }

    public function testPlayingTwiceIsPlayingOnce(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => null] + Plans::oneStep('firewall.switch'));
        $world->player()->run();
        $once = $world->rows();
        $world->accept(['confirm' => null] + Plans::oneStep('firewall.switch'), 'plan2');
        $world->player()->run();
        self::assertSame('done', $world->phase());
        self::assertSame($once, $world->rows());
        self::assertFalse($world->reader->read()->isOn(Config::FIREWALL));
    }

    public function testBansOfOurNetworksEndAndThoseOfOthersStay(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::stricterBans());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        self::assertSame(['198.51.100.9'], $world->core->banned);
        $row = $world->reader->read()->fail2ban();
        self::assertSame(['5', '203.0.113.5 192.168.7.50'], [$row['maxretry'] ?? '', $row['whitelist'] ?? '']);
    }

    public function testBeforeTheFirstStepCoreKeepsThatTheModuleIsThere(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $before = $world->rows();
        $world->memory->whenKept = static function () use ($world, $before): void {
            self::assertSame($before, $world->rows());
        };
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase());
        self::assertSame(1, $world->memory->kept);
    }

    public function testAServerOfBansThatStartsAnewIsWaitedFor(): void
    {
        $world = new PlanWorld();
        $world->core->isRestartingFor = 5;
        $world->accept(Plans::stricterBans());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame(['198.51.100.9'], $world->core->banned);
        self::assertSame([], $world->desk->status['missed']);
        self::assertSame(2, count(array_keys($world->told(), 'plan/step', true)), 'each step is told once');
    }

    /**
     * A try each other second, with four signs of life between: the last one when the half minute is over.
     */
    public function testForHalfAMinuteAndNoLonger(): void
    {
        foreach ([60 => [], 61 => [['step' => 2, 'detail' => 'Core said 422']]] as $sleeps => $missed) {
            $world = new PlanWorld();
            $world->core->isRestartingFor = $sleeps;
            $world->accept(Plans::stricterBans());
            $world->confirmWhenAsked();
            $world->player()->run();
            self::assertSame(['done', $missed], [$world->phase(), $world->desk->status['missed']]);
        }
    }

    public function testBansThatCannotBeEndedAreToldAndCostNoPlan(): void
    {
        $world = new PlanWorld();
        $world->core->isRestartingFor = 100000;
        $world->accept(Plans::stricterBans());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        self::assertSame('5', $world->reader->read()->fail2ban()['maxretry'] ?? '');
        self::assertSame([['step' => 2, 'detail' => 'Core said 422']], $world->desk->status['missed']);
        self::assertContains('plan/missed', $world->told());
        self::assertSame('plan/done', $world->journal->page(null, 1)[0]['action']);
    }

    public function testWhoIsStillBannedIsNamed(): void
    {
        $world = new PlanWorld();
        $world->core->faultAt = 2;
        $world->core->fault = PretendedCore::REFUSED;
        $world->core->isFaultLasting = true;
        $world->accept(Plans::stricterBans());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        self::assertSame([['step' => 2, 'detail' => 'still banned: 192.168.7.66']], $world->desk->status['missed']);
    }

    public function testAPlanThatDoesNothingElseGoesBackWithoutIt(): void
    {
        $world = new PlanWorld();
        $world->core->isRestartingFor = 100000;
        $world->accept(Plans::oneStep('fail2ban.unban'));
        $world->player()->run();
        self::assertSame(['undone', 'step-refused'], [$world->phase(), $world->reason()]);
    }

    public function testAnAcceptedPlanThatBeginsTooLateIsRefused(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->uptime += 61;
        $world->player()->run();
        self::assertSame(['refused', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame(0, $world->core->changes);
    }

    public function testOneThatIsKilledOverAndOverGoesBackInTheEnd(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(['confirm' => ['seconds' => 3600, 'because' => 'reach']] + Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $world->fate->killOn = 'sleep';
            }
        };
        self::assertSame(9, $world->runToTheEnd());
        self::assertSame(['undone', 'broken-off'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    public function testAWayBackThatBreaksOffOverAndOverIsLeftToAPerson(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->core->fault = PretendedCore::WRONG;
        for ($player = 0; $player < 30 && ($world->records->load()->phase ?? '') !== 'stuck'; $player++) {
            $world->fate->killOn = 'before putting back';
            $world->runOnce();
        }
        self::assertSame(['stuck', 'broken-off'], [$world->phase(), $world->reason()]);
        self::assertSame(17, $player - 1);

        // Whoever wants it tried again gets as many tries as the first time.
        $world->desk->wishes[] = new Wish(Wish::REVERT, 'plan1', 'deputy', '192.168.7.60');
        for ($again = 0; $again === 0 || ($again < 30 && ($world->records->load()->phase ?? '') !== 'stuck'); $again++) {
            $world->fate->killOn = 'before putting back';
            $world->runOnce();
        }
        self::assertSame(17, $again - 1);
    }

    public function testRowsThatAreOldAgainUnderRulesThatAreNotIsStuckAndSaysWhy(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            $world->firewall->isBroken = $world->firewall->isBroken || $world->phase() === 'waiting';
        };
        $world->player()->run();
        self::assertSame(['stuck', 'not-in-force'], [$world->phase(), $world->records->load()->detail ?? '']);
        self::assertSame(
            ['rule:step1' => 'old', 'rule-order' => 'old', 'rule:4' => 'old'],
            $world->records->load()->objects ?? [],
        );
    }

    public function testAFullDiskBeginsNothing(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->storage->isGone = true;
        $world->player()->run();
        self::assertSame(['refused', 'no-journal'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    public function testAJournalThatIsGoneDoesNotStopTheWayBack(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            $world->storage->isGone = $world->phase() === 'waiting';
        };
        $world->player()->run();
        self::assertSame('undone', $world->phase());
        self::assertSame($before, $world->rows());
        self::assertNotSame([], $world->log->log);
    }
}
