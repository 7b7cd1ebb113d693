<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Status;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanJobs;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Killed;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * A plan that begins by itself at its time: as if it were handed in then, and never as a surprise.
 */
final class LaterTest extends TestCase implements PlanJobs
{
    private const ID = '0123456789abcdef';
    private const AHEAD = 36000;
    private const TO_CONFIRM = 900;

    private PlanWorld $world;
    private PlanNonces $nonces;
    private ?stdClass $job = null;
    private ?Wish $cancel = null;
    private string $old;

    protected function setUp(): void
    {
        $this->begin(new PlanWorld());
    }

    public function takeJob(): ?stdClass
    {
        $job = $this->job;
        $this->job = null;
        return $job;
    }

    public function takeCancel(): ?Wish
    {
        $cancel = $this->cancel;
        $this->cancel = null;
        return $cancel;
    }

    public function hasWishes(): bool
    {
        return $this->world->desk->wishes !== [];
    }

    public function wishes(): array
    {
        return $this->world->desk->wishes();
    }

    public function testItWaitsForItsTimeAndSaysSo(): void
    {
        $this->schedule();
        self::assertSame($this->old, $this->world->rows());
        self::assertSame([
            'id' => self::ID, 'action' => 'close-web-cti', 'person' => 'boss',
            'at' => '2026-11-23T22:00:00+03:00', 'until' => '2026-11-23T22:15:00+03:00', 'phase' => 'accepted', 'reason' => null,
        ], $this->shown());
        self::assertSame(['plan/later'], $this->world->told());
        $this->pass(self::AHEAD - 60);
        self::assertSame($this->old, $this->world->rows());
        self::assertSame(['plan/later'], $this->world->told());
    }

    /**
     * @dataProvider releases
     */
    public function testAtItsTimeItIsPlayedAndConfirmed(string $release): void
    {
        $this->begin(new PlanWorld($release));
        $this->schedule();
        $this->confirm('2026-11-23T22:15:00+03:00');
        $this->pass(self::AHEAD);
        self::assertSame('done', $this->world->phase());
        self::assertNotSame($this->old, $this->world->rows());
        self::assertNull($this->world->records->later);
        self::assertNull($this->world->desk->status['later']);
        self::assertSame([], $this->world->teller->told);
        $told = $this->world->told();
        self::assertSame(['plan/later', 'plan/begins'], array_slice($told, 0, 2));
        self::assertSame(['plan/waits', 'plan/done'], array_slice($told, -2));
        $begins = $this->world->journal->page(null, 200)[count($told) - 2]['details'];
        self::assertInstanceOf(stdClass::class, $begins);
        self::assertSame('2026-11-23T22:00:00+03:00', $begins->at);
    }

    /**
     * @return list<array{string}>
     */
    public function releases(): array
    {
        return [['2026'], ['2024']];
    }

    public function testNotConfirmedItGoesBackAndThatIsTold(): void
    {
        $this->schedule();
        $this->pass(self::AHEAD);
        self::assertSame(['undone', 'too-late'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame($this->old, $this->world->rows());
        self::assertSame([['undone', 'too-late']], $this->world->teller->told);
        self::assertSame(['undone', 'too-late'], [$this->shown()['phase'], $this->shown()['reason']]);
        // Until a person has seen it.
        $this->cancel = new Wish(Wish::CANCEL, self::ID, 'deputy');
        $this->tick();
        self::assertNull($this->world->desk->status['later']);
        self::assertSame('plan/undone', array_slice($this->world->told(), -1)[0]);
    }

    public function testWhatDoesNotHoldThenIsNotBegun(): void
    {
        $this->schedule();
        $this->world->surroundings->digest = str_repeat('b', 64);
        $this->pass(self::AHEAD);
        self::assertSame(['refused', 'stale-plan'], [$this->shown()['phase'], $this->shown()['reason']]);
        self::assertSame($this->old, $this->world->rows());
        self::assertSame([['refused', 'stale-plan']], $this->world->teller->told);
        self::assertSame(['plan/later', 'plan/refused'], $this->world->told());
    }

    /**
     * @dataProvider troubles
     *
     * @param callable(self): void $what
     */
    public function testNoSurprises(callable $what, string $reason): void
    {
        $this->schedule();
        $what($this);
        $this->tick();
        self::assertSame(['refused', $reason], [$this->shown()['phase'], $this->shown()['reason']]);
        self::assertSame($this->old, $this->world->rows());
        self::assertSame([['refused', $reason]], $this->world->teller->told);
        self::assertSame(['plan/later', 'plan/refused'], $this->world->told());
        $this->pass(self::AHEAD);
        self::assertSame($this->old, $this->world->rows(), 'it is over');
        self::assertCount(2, $this->world->told(), 'and told once');
    }

    /**
     * @return array<string, array{callable(self): void, string}>
     */
    public function troubles(): array
    {
        return [
            'off at its time' => [static function (self $test): void {
                $test->world->time->reboot(self::AHEAD + 301);
            }, 'too-late'],
            'the clock leaps to its time' => [static function (self $test): void {
                $test->world->time->calendar += self::AHEAD;
            }, 'other-clock'],
            'the clock goes back' => [static function (self $test): void {
                $test->world->time->calendar -= 3600;
            }, 'other-clock'],
            'the clock is years back after a power cut' => [static function (self $test): void {
                $test->world->time->reboot(-1e8);
            }, 'other-clock'],
        ];
    }

    public function testARebootBeforeItsTimeChangesNothing(): void
    {
        $this->schedule();
        $this->world->time->reboot(300);
        $this->tick();
        $this->confirm('2026-11-23T22:15:00+03:00');
        $this->pass(self::AHEAD - 300);
        self::assertSame('done', $this->world->phase());
    }

    public function testAnotherPlanIsWaitedForSomeMinutesOnly(): void
    {
        $this->schedule();
        $this->world->accept(Plans::stricterBans(), 'fedcba9876543210');
        // A player has it, and waits for its person.
        $this->world->time->uptime += self::AHEAD + 300;
        $this->world->time->calendar += self::AHEAD + 300;
        $this->intake()->watch();
        self::assertSame('accepted', $this->shown()['phase']);
        $this->world->time->uptime += 2;
        $this->world->time->calendar += 2;
        $this->intake()->watch();
        self::assertSame(['refused', 'plan-running'], [$this->shown()['phase'], $this->shown()['reason']]);
        self::assertSame([['refused', 'plan-running']], $this->world->teller->told);
    }

    public function testAnotherPlanThatEndsSoonKeepsItFromNothing(): void
    {
        $this->schedule();
        $this->world->time->uptime += self::AHEAD;
        $this->world->time->calendar += self::AHEAD;
        $this->world->accept(Plans::oneStep('firewall.create'), 'fedcba9876543210');
        $this->world->confirmWhenAsked();
        $this->tick();
        self::assertSame(['done', 'fedcba9876543210'], [$this->world->phase(), $this->world->desk->status['id']]);
        $this->tick();
        self::assertSame(['done', self::ID], [$this->world->phase(), $this->world->desk->status['id']]);
    }

    public function testAnyAdministratorCancelsIt(): void
    {
        $this->schedule();
        $this->cancel = new Wish(Wish::CANCEL, self::ID, 'deputy', '192.168.7.9');
        $this->tick();
        self::assertNull($this->world->records->later);
        self::assertNull($this->world->desk->status['later']);
        $last = $this->world->journal->page(null, 1)[0];
        self::assertSame(['plan/dismissed', 'deputy'], [$last['action'], $last['person']]);
        $this->pass(self::AHEAD);
        self::assertSame($this->old, $this->world->rows());
    }

    public function testAlsoWhileSomebodyPlays(): void
    {
        $this->schedule();
        $this->cancel = new Wish(Wish::CANCEL, self::ID, 'deputy');
        $this->intake()->watch();
        self::assertNull($this->world->records->later);
    }

    public function testAnotherOneIsNotCancelled(): void
    {
        $this->schedule();
        $this->cancel = new Wish(Wish::CANCEL, 'fedcba9876543210', 'deputy');
        $this->tick();
        self::assertNotNull($this->world->records->later);
    }

    public function testTheModuleGoesAndItNeverBegins(): void
    {
        $this->schedule();
        $this->intake()->forgetLater();
        self::assertSame(['refused', 'module-off'], [$this->shown()['phase'], $this->shown()['reason']]);
        $this->pass(self::AHEAD);
        self::assertSame($this->old, $this->world->rows());
    }

    public function testSwitchedOffByAnExceptionItNeverBeginsEither(): void
    {
        $this->schedule();
        $this->cancel = new Wish(Wish::CANCEL);
        $this->tick();
        self::assertSame(['refused', 'module-off'], [$this->shown()['phase'], $this->shown()['reason']]);
    }

    public function testOneAtATime(): void
    {
        $this->schedule();
        $this->schedule('fedcba9876543210');
        self::assertSame(self::ID, $this->shownFully()['id']);
        self::assertSame(['refused', 'another-later'], [$this->world->phase(), $this->world->reason()]);
    }

    public function testInThePlaceOfWhatOnlyHadToBeSeen(): void
    {
        $this->schedule();
        $this->intake()->forgetLater();
        $this->schedule('fedcba9876543210');
        self::assertSame(['fedcba9876543210', 'accepted'], [$this->shownFully()['id'], $this->shown()['phase']]);
    }

    /**
     * @dataProvider requests
     *
     * @param mixed $later
     */
    public function testRootBelievesNoTimes($later): void
    {
        $this->job = $this->job(self::ID, $later);
        $this->tick();
        self::assertNull($this->world->records->later);
        self::assertNull($this->world->records->open, 'least of all at once');
        self::assertSame([], $this->world->told());
    }

    /**
     * @return array<string, array{mixed}>
     */
    public function requests(): array
    {
        $at = static function (int $at, int $until): stdClass {
            $time = new \DateTimeImmutable('2026-11-23T12:00:00+03:00');
            return (object) [
                'at' => $time->modify("+$at seconds")->format(DATE_ATOM), 'until' => $time->modify("+$until seconds")->format(DATE_ATOM),
            ];
        };
        return [
            'no object' => ['tomorrow'],
            'no times' => [(object) []],
            'no times that are times' => [(object) ['at' => 'noon', 'until' => []]],
            'years ahead' => [$at(100000000, 100000900)],
            'no time to confirm' => [$at(3600, 3600)],
            'too long to confirm' => [$at(3600, 7201)],
        ];
    }

    public function testAPlanThatIsNoneIsNotKept(): void
    {
        $job = $this->job(self::ID);
        $job->plan = (object) ['version' => 1];
        $this->job = $job;
        $this->tick();
        self::assertNull($this->world->records->later);
        self::assertSame(['refused', 'invalid'], [$this->world->phase(), $this->world->reason()]);
    }

    public function testOnAFullDiskItIsTakenOverByNobody(): void
    {
        $this->schedule();
        $this->world->records->isFull = true;
        $this->world->time->uptime += self::AHEAD;
        $this->world->time->calendar += self::AHEAD;
        try {
            $this->intake()->look();
            self::fail('it is told to the log');
        } catch (\Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore $full) {
            self::assertSame($this->old, $this->world->rows());
        }
        $this->world->time->uptime += 301;
        $this->world->time->calendar += 301;
        $this->tick();
        self::assertSame([['refused', 'too-late']], $this->world->teller->told);
        self::assertNull($this->world->records->later);
        $this->tick();
        self::assertCount(1, $this->world->teller->told);
    }

    /**
     * @group slow
     */
    public function testKilledAtAnyMomentItIsPlayedOnce(): void
    {
        for ($kill = 1; $kill < 400; $kill++) {
            $this->begin(new PlanWorld());
            $this->schedule();
            $this->confirm('2026-11-23T22:15:00+03:00');
            $this->world->time->uptime += self::AHEAD;
            $this->world->time->calendar += self::AHEAD;
            $this->world->fate->moments = 0;
            $this->world->fate->killAt = $kill;
            for ($round = 0; $round < 12; $round++) {
                try {
                    $this->tick();
                } catch (Killed $gone) {
                    continue;
                }
            }
            self::assertNull($this->world->records->open, "killed at $kill");
            $begun = count(array_keys($this->world->told(), 'plan/begins', true));
            $isOld = $this->world->rows() === $this->old;
            self::assertLessThanOrEqual($isOld ? 2 : 1, $begun, "killed at $kill");
            self::assertSame($isOld ? 'undone' : 'done', $this->world->phase(), "killed at $kill");
            if ($this->world->fate->killAt !== 0) {
                return;
            }
        }
        self::fail('there were more moments');
    }

    public function testWhereNothingIsToBeginNobodyIsHeard(): void
    {
        self::assertFalse($this->world->later()->hear(new Wish(Wish::CANCEL, self::ID, 'boss')));
        self::assertFalse($this->world->later()->hear(new Wish(Wish::CANCEL)));
    }

    private function begin(PlanWorld $world): void
    {
        $this->world = $world;
        $this->nonces = new PlanNonces(ModuleDatabase::inMemory(), $world->time);
        $this->old = $world->rows();
        $this->job = null;
    }

    private function schedule(string $id = self::ID): void
    {
        $this->job = $this->job($id);
        self::assertFalse($this->intake()->look());
    }

    /**
     * @param mixed $later
     */
    private function job(string $id, $later = null): stdClass
    {
        $nonce = $this->nonces->give('boss', 'login')['nonce'];
        $this->nonces->use($nonce, 'boss', 'login', $id);
        $now = $this->world->time->now();
        $plan = json_decode((string) json_encode(Plans::closeWeb($this->world->reader->read()->hasOrder())));
        return (object) [
            'id' => $id, 'plan' => $plan, 'undoOf' => '', 'comment' => '', 'ends' => null, 'person' => 'boss',
            'address' => PlanWorld::ADDRESS, 'nonce' => PlanNonces::hash($nonce),
            'arrival' => (object) (new Arrival($this->world->server->now(), false, null, true))->written(),
            'at' => $now->format(DATE_ATOM),
            'later' => $later ?? (object) [
                'at' => $now->modify('+' . self::AHEAD . ' seconds')->format(DATE_ATOM),
                'until' => $now->modify('+' . (self::AHEAD + self::TO_CONFIRM) . ' seconds')->format(DATE_ATOM),
            ],
        ];
    }

    /**
     * With a nonce that is none of the plan's: the page was opened anew.
     */
    private function confirm(string $until): void
    {
        $this->world->time->whenPassed[] = function () use ($until): void {
            if ($this->world->phase() === 'waiting' && $this->world->desk->wishes === []) {
                self::assertSame($until, $this->world->desk->status['until']);
                self::assertTrue($this->world->desk->status['beganLater']);
                $arrival = new Arrival($this->world->server->now());
                $hash = hash('sha256', 'another nonce');
                $this->world->desk->wishes[] = new Wish(Wish::CONFIRM, self::ID, 'boss', PlanWorld::ADDRESS, $hash, $arrival);
            }
        };
    }

    private function pass(float $seconds): void
    {
        $this->world->time->uptime += $seconds;
        $this->world->time->calendar += $seconds;
        $this->tick();
        $this->tick();
    }

    private function tick(): void
    {
        if ($this->intake()->look()) {
            $this->world->runToTheEnd();
        }
    }

    private function intake(): Intake
    {
        $time = $this->world->time;
        $records = $this->world->records;
        $status = new Status($this->world->desk, $records, $time);
        $calendar = new Calendar($records, $time, $time);
        return new Intake($this, $records, $this->nonces, $time, $time, $status, $calendar, $this->world->later());
    }

    /**
     * @return array<mixed>
     */
    private function shownFully(): array
    {
        $later = $this->world->desk->status['later'];
        self::assertIsArray($later);
        return $later;
    }

    /**
     * @return array<mixed>
     */
    private function shown(): array
    {
        return array_diff_key($this->shownFully(), ['steps' => true, 'comment' => true, 'address' => true]);
    }
}
