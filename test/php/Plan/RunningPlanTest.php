<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\MemoryCounter;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use PHPUnit\Framework\TestCase;

/**
 * What the page is told of the plan that is being played, by a file that anybody may have damaged.
 */
final class RunningPlanTest extends TestCase
{
    private MemoryCounter $counter;
    private PretendedTime $time;
    private RunningPlan $plan;

    protected function setUp(): void
    {
        $this->counter = new MemoryCounter();
        $this->time = new PretendedTime(new Fate());
        $this->plan = new RunningPlan($this->counter, $this->time, $this->time);
    }

    public function testWithoutAPlanNothingIsShownAndOneMayBegin(): void
    {
        self::assertNull($this->plan->shown());
        $this->plan->mustBeFree();
        self::assertSame(['', ''], [$this->plan->phase(), $this->plan->reason()]);
        $this->counter->isWaiting = true;
        self::assertSame(['id' => null, 'phase' => 'asked', 'silent' => false], $this->plan->shown());
        $this->counter->age = 61;
        self::assertSame(['id' => null, 'phase' => 'asked', 'silent' => true], $this->plan->shown());
    }

    /**
     * @dataProvider phases
     *
     * @param mixed $phase
     */
    public function testOneAtATime($phase, bool $isFree): void
    {
        $this->counter->status = ['id' => 'a', 'phase' => $phase];
        try {
            $this->plan->mustBeFree();
            self::assertTrue($isFree);
        } catch (PlanRefused $refused) {
            self::assertFalse($isFree);
            self::assertSame(PlanRefused::RUNNING, $refused->getMessage());
        }
    }

    /**
     * @return array<string, array{mixed, bool}>
     */
    public function phases(): array
    {
        return [
            'accepted' => ['accepted', false], 'playing' => ['playing', false], 'applying' => ['applying', false],
            'waiting' => ['waiting', false], 'undoing' => ['undoing', false], 'stuck' => ['stuck', false],
            'done' => ['done', true], 'undone' => ['undone', true], 'refused' => ['refused', true],
            'dismissed' => ['dismissed', true], 'nobody can tell' => [7, false], 'nothing' => [null, false],
        ];
    }

    public function testWhatWasHandedInCounts(): void
    {
        $this->counter->status = ['id' => 'a', 'phase' => 'done'];
        $this->counter->isWaiting = true;
        self::assertSame(['asked', false], [$this->plan->shown()['phase'] ?? null, $this->plan->shown()['silent'] ?? null]);
        try {
            $this->plan->mustBeFree();
            self::fail('it may begin');
        } catch (PlanRefused $refused) {
            self::assertSame(PlanRefused::RUNNING, $refused->getMessage());
        }
        $this->counter->age = 61;
        self::assertTrue($this->plan->shown()['silent'] ?? null);
        $this->plan->mustBeFree();
    }

    public function testWhatIsPlayedIsShownThoughAnotherWaits(): void
    {
        $this->counter->status = ['id' => 'a', 'phase' => 'playing'];
        $this->counter->isWaiting = true;
        self::assertSame('playing', $this->plan->shown()['phase'] ?? null);
    }

    public function testItIsNamedByItsId(): void
    {
        $this->counter->status = ['id' => 'a', 'phase' => 'stuck', 'reason' => 'late'];
        $this->plan->mustBe('a');
        self::assertSame(['stuck', 'late'], [$this->plan->phase(), $this->plan->reason()]);
        $this->expectExceptionMessage(PlanRefused::NO_PLAN);
        $this->plan->mustBe('b');
    }

    public function testOneWithoutAnIdIsNone(): void
    {
        foreach ([null, ['id' => ''], ['id' => 7]] as $status) {
            $this->counter->status = $status;
            try {
                $this->plan->mustBe('');
                self::fail('it is one');
            } catch (PlanRefused $refused) {
                self::assertSame(PlanRefused::NO_PLAN, $refused->getMessage());
            }
        }
    }

    public function testWhoSaysNothingForLongIsNotThere(): void
    {
        $isSilent = function (string $phase, ?string $shownAt): bool {
            $this->counter->status = ['id' => 'a', 'phase' => $phase, 'shownAt' => $shownAt];
            return ($this->plan->shown()['silent'] ?? null) === true;
        };
        self::assertFalse($isSilent('playing', '2026-11-23T11:59:40+03:00'), 'twenty seconds');
        self::assertTrue($isSilent('playing', '2026-11-23T11:59:39+03:00'), 'one more');
        self::assertFalse($isSilent('done', '2026-11-23T11:00:00+03:00'), 'it is over');
        self::assertTrue($isSilent('playing', null));
        self::assertTrue($isSilent('playing', 'lately'));
    }

    public function testTheTimeThatIsLeftIsWholeSecondsAndNeverLess(): void
    {
        $left = function (): ?int {
            $shown = $this->plan->shown();
            self::assertArrayNotHasKey('proof', $shown ?? []);
            $seconds = $shown['secondsLeft'] ?? null;
            self::assertTrue($seconds === null || is_int($seconds));
            return $seconds;
        };
        $deadline = new Deadline($this->time->boot(), 1000.0, $this->time->now(), 300);
        $this->counter->status = ['id' => 'a', 'phase' => 'waiting', 'proof' => ['deadline' => $deadline->written()]];
        self::assertSame(300, $left());
        $this->time->uptime = 1000.5;
        self::assertSame(300, $left());
        $this->time->uptime = 1299.5;
        self::assertSame(1, $left());
        $this->time->uptime = 1400.0;
        self::assertSame(0, $left());
        $this->counter->status['proof'] = ['deadline' => 'soon'];
        self::assertNull($left());
        $this->counter->status['proof'] = 'none';
        self::assertNull($left());
    }

    public function testChangesByHandAreObjectsAlsoWhereThereIsNone(): void
    {
        foreach ([null, 'all', 7] as $none) {
            $this->counter->status = ['phase' => 'waiting', 'edits' => $none];
            self::assertNull($this->plan->shown()['edits'] ?? null);
        }
        $texts = [
            '{"inForce":true,"before":{},"after":{}}' => ['inForce' => true, 'before' => [], 'after' => []],
            '{"inForce":false,"before":{},"after":{"rule:4":{"there":false}}}' => ['before' => 'x', 'after' => ['rule:4' => ['there' => false]]],
        ];
        foreach ($texts as $text => $written) {
            $this->counter->status = ['phase' => 'waiting', 'edits' => $written];
            self::assertSame($text, json_encode($this->plan->shown()['edits'] ?? null));
        }
    }

    public function testObjectsAreNamedAlsoWhereThereAreNone(): void
    {
        $this->counter->status = ['phase' => 'stuck', 'objects' => ['rule 4' => 'old']];
        self::assertEquals((object) ['rule 4' => 'old'], $this->plan->shown()['objects'] ?? null);
        $this->counter->status = ['phase' => 'stuck', 'objects' => 'all'];
        self::assertEquals((object) [], $this->plan->shown()['objects'] ?? null);
    }

    public function testUndoneIsWhatTheStatusNamesAndNoOther(): void
    {
        self::assertFalse($this->plan->isUndoable('a'));
        $this->counter->status = ['undoable' => ['a', 'b']];
        self::assertTrue($this->plan->isUndoable('b'));
        self::assertFalse($this->plan->isUndoable('c'));
        foreach (['a', true, [true], [0]] as $damaged) {
            $this->counter->status = ['undoable' => $damaged];
            self::assertFalse($this->plan->isUndoable('a'));
        }
    }

    public function testWhatConfirmsIsToldBeforehand(): void
    {
        $wish = static fn (int $number, ?int $signedInAt = null): Wish => new Wish(
            Wish::CONFIRM,
            'a',
            'boss',
            '192.168.7.50',
            'hash',
            new Arrival(new Connection('7 9', $number), false, $signedInAt)
        );
        $proof = ['nonce' => 'hash', 'epoch' => '7 9', 'number' => 12];
        $this->counter->status = ['id' => 'a', 'person' => 'boss', 'address' => '192.168.7.50', 'proof' => $proof];
        self::assertNull($this->plan->refusal($wish(13)));
        self::assertNotNull($this->plan->refusal($wish(12)), 'the same connection');
        $this->counter->status['proof'] = ['signInAfter' => 100] + $proof;
        self::assertNull($this->plan->refusal($wish(12, 101)));
        self::assertNotNull($this->plan->refusal($wish(13, 99)), 'signed in before');
        foreach ([['nonce' => 7] + $proof, 'none'] as $damaged) {
            $this->counter->status['proof'] = $damaged;
            self::assertSame(PlanRefused::NONCE, $this->plan->refusal($wish(13)));
        }
    }
}
