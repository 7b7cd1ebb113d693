<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Due;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\MemoryRecords;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use PHPUnit\Framework\TestCase;

/**
 * What comes due: each by itself, the first that is due first, and none that a person has to look at.
 */
final class CalendarTest extends TestCase
{
    private MemoryRecords $records;
    private PretendedTime $time;
    private Calendar $calendar;

    protected function setUp(): void
    {
        $fate = new Fate();
        $this->records = new MemoryRecords($fate);
        $this->time = new PretendedTime($fate);
        $this->calendar = new Calendar($this->records, $this->time, $this->time);
        foreach (['plan1' => 60, 'plan2' => 120] as $plan => $seconds) {
            $record = new Record();
            $record->id = $plan;
            $this->records->archive($record);
            $this->calendar->add($plan, $this->in($seconds));
        }
    }

    private function in(int $seconds): Deadline
    {
        return new Deadline($this->time->boot(), $this->time->uptime(), $this->time->now(), $seconds);
    }

    /**
     * @return list<string>
     */
    private function kept(): array
    {
        return array_map(static fn (Due $due): string => $due->plan() . $due->trouble(), $this->records->due());
    }

    private function nextPlan(bool $isLeaving = false): ?string
    {
        $record = $this->calendar->next($isLeaving);
        return $record === null ? null : $record->undoOf;
    }

    public function testTheFirstThatIsDueIsUndone(): void
    {
        self::assertNull($this->nextPlan());
        $this->time->sleep(59);
        self::assertNull($this->nextPlan());
        $this->time->sleep(1);
        $record = $this->calendar->next(false);
        self::assertNotNull($record);
        self::assertSame(['plan1', Record::END, '2026-11-23T12:01:00+03:00'], [$record->undoOf, $record->cause, $record->acceptedAt]);
        self::assertMatchesRegularExpression('/\A[0-9a-f]{16}\z/', $record->id);
        self::assertSame(['plan1', 'plan2'], $this->kept(), 'until it is done');
    }

    public function testTheModuleThatGoesTakesAllAwayAtOnce(): void
    {
        self::assertSame('plan1', $this->nextPlan(true));
        $this->calendar->remove('plan1');
        self::assertSame('plan2', $this->nextPlan(true));
    }

    public function testWhatDidNotWorkOutWaitsForAPerson(): void
    {
        $this->time->sleep(120);
        $this->calendar->trouble('plan1', 'in-use');
        self::assertSame('plan2', $this->nextPlan());
        $this->calendar->remove('plan2');
        self::assertNull($this->nextPlan(true), 'also when the module goes');
        $this->calendar->trouble('plan3', 'in-use');
        self::assertSame(['plan1in-use'], $this->kept(), 'of no plan there is no trouble');
    }

    public function testAPlanThatIsGoneNeedsNoEnd(): void
    {
        $this->time->sleep(120);
        $this->records->forget('plan1');
        self::assertSame('plan2', $this->nextPlan());
        self::assertSame(['plan2'], $this->kept());
    }

    public function testOneIsChangedAndTheOthersStay(): void
    {
        $this->calendar->add('plan1', $this->in(600));
        self::assertSame(['plan2', 'plan1'], $this->kept());
        $this->time->sleep(130);
        self::assertSame('plan2', $this->nextPlan());
        self::assertNull($this->calendar->find('plan3'));
        self::assertNotNull($this->calendar->find('plan1'));
        $before = $this->records->calendar;
        $this->records->isFull = true;
        $this->calendar->remove('plan3');
        self::assertSame($before, $this->records->calendar, 'nothing is written of what is not there');
    }

    public function testWhereNobodyKnowsTheTimeItIsDue(): void
    {
        $timeless = $this->createMock(Pace::class);
        $timeless->method('boot')->willThrowException(new CannotRead(CannotRead::FAILED, 'no clock'));
        self::assertNotNull((new Calendar($this->records, $timeless, $this->time))->next(false));
    }
}
