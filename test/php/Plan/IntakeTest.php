<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Due;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Later;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Plan\Status;
use Modules\ModuleSecurityChecklist\Lib\Plan\Story;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanJobs;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\FakeModule;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\FakeTeller;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\MemoryDesk;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\MemoryRecords;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * Root believes no file, whoever wrote it.
 */
final class IntakeTest extends TestCase implements PlanJobs
{
    private const ID = '0123456789abcdef';

    private ?stdClass $job = null;
    private bool $isWanted = false;
    /** @var list<Wish> */
    private array $wishes = [];
    private MemoryRecords $records;
    private MemoryDesk $desk;
    private PlanNonces $nonces;
    private Intake $intake;
    private string $nonce;

    protected function setUp(): void
    {
        $clock = new FakeClock();
        $this->records = new MemoryRecords(new Fate());
        $this->desk = new MemoryDesk();
        $this->nonces = new PlanNonces(ModuleDatabase::inMemory(), $clock);
        $time = new PretendedTime(new Fate());
        $this->intake = new Intake(
            $this,
            $this->records,
            $this->nonces,
            $clock,
            $time,
            new Status($this->desk, $this->records, $clock),
            new Calendar($this->records, $time, $clock),
            $this->later($time, $clock)
        );
        $this->nonce = $this->nonces->give('boss', 'login')['nonce'];
        $this->nonces->use($this->nonce, 'boss', 'login', self::ID);
    }

    private function later(PretendedTime $time, FakeClock $clock): Later
    {
        $story = new Story(new Journal(ModuleDatabase::inMemory(), $clock));
        return new Later($this->records, $time, $clock, $story, new FakeTeller(), new FakeModule());
    }

    public function takeCancel(): ?Wish
    {
        return null;
    }

    public function takeJob(): ?stdClass
    {
        $job = $this->job;
        $this->job = null;
        return $job;
    }

    public function hasWishes(): bool
    {
        return $this->isWanted || $this->wishes !== [];
    }

    public function wishes(): array
    {
        $wishes = $this->wishes;
        $this->wishes = [];
        return $wishes;
    }

    public function testWithoutAJobThereIsNothingToDo(): void
    {
        self::assertFalse($this->intake->look());
        self::assertNull($this->records->open);
    }

    public function testWhereNothingCanBeWrittenWhoAskedIsTold(): void
    {
        foreach ([null, ['at' => '2026-11-23T22:00:00+03:00', 'until' => '2026-11-23T22:15:00+03:00']] as $later) {
            $this->setUp();
            $job = $this->job();
            $job->later = $later === null ? null : (object) $later;
            $this->job = $job;
            $this->records->isFull = true;
            self::assertFalse($this->intake->look());
            self::assertNull($this->records->open);
            $told = $this->desk->status;
            self::assertSame([self::ID, 'refused', 'no-journal'], [$told['id'] ?? '', $told['phase'] ?? '', $told['reason'] ?? '']);
        }
    }

    public function testAJobOfTheApiBecomesARecord(): void
    {
        $this->job = $this->job();
        self::assertTrue($this->intake->look());
        $record = $this->records->load();
        self::assertNotNull($record);
        self::assertSame([self::ID, 'boss', 'accepted'], [$record->id, $record->person, $record->phase]);
        self::assertSame('close-web-cti', $record->plan->action ?? null);
        self::assertEquals(new Connection('7 9', 12), $record->arrival->connection());
        self::assertSame('accepted', $this->desk->status['phase']);
    }

    /**
     * @dataProvider ends
     *
     * @param mixed $ends
     */
    public function testAnEndIsTakenWhereItIsOne($ends, ?int $seconds): void
    {
        $this->job = $this->job(['ends' => $ends]);
        self::assertTrue($this->intake->look());
        $record = $this->records->load();
        self::assertNotNull($record);
        self::assertSame($seconds, $record->ends === null ? null : $record->ends->written()['seconds']);
    }

    /**
     * @return list<array{mixed, int|null}>
     */
    public function ends(): array
    {
        return [[null, null], [3600, 3600], [60, 60], [2592000, 2592000], [59, null], [2592001, null], ['3600', null], [1.5, null]];
    }

    /**
     * @dataProvider comments
     *
     * @param mixed $comment
     */
    public function testACommentIsTakenWhereItIsOne($comment, string $taken): void
    {
        $this->job = $this->job(['comment' => $comment]);
        self::assertTrue($this->intake->look());
        $record = $this->records->load();
        self::assertSame($taken, $record->comment ?? null);
        self::assertSame($taken, $this->desk->status['comment']);
    }

    /**
     * @return list<array{mixed, string}>
     */
    public function comments(): array
    {
        return [["ticket 7: \u{1F4DE} <b>", "ticket 7: \u{1F4DE} <b>"], [str_repeat('ё', 200), str_repeat('ё', 200)], [str_repeat('a', 201), ''], ["a\nb", ''], [7, ''], [null, '']];
    }

    /**
     * @testWith ["2026-11-23T11:59:00+03:00"]
     *           ["2026-11-23T12:01:00+03:00"]
     */
    public function testAMinuteEitherWayIsYoung(string $at): void
    {
        $this->job = $this->job(['at' => $at]);
        self::assertTrue($this->intake->look());
    }

    public function testOfSeveralThatAreToEndTheFirstBeginsAndNobodyTakesItsPlace(): void
    {
        $deadline = new Deadline('boot 1', 1000.0, new DateTimeImmutable('2026-11-23T12:00:00+03:00'), 3600);
        foreach (['plan1', 'plan2'] as $id) {
            $record = new Record();
            $record->id = $id;
            $this->records->archive($record);
        }
        $this->records->keepDue([new Due('plan1', $deadline), new Due('plan2', $deadline)]);
        $this->wishes = [new Wish(Wish::END, 'unknown', 'nobody'), new Wish(Wish::END, 'plan1', 'deputy'), new Wish(Wish::END, 'plan2', 'boss')];
        self::assertTrue($this->intake->look());
        $open = $this->records->load();
        self::assertNotNull($open);
        self::assertSame(['plan1', 'deputy'], [$open->undoOf, $open->person]);
    }

    /**
     * @dataProvider only
     *
     * @param mixed             $only
     * @param list<string>|null $taken null: the job is not
     */
    public function testAnUndoOfSomeObjectsIsNeverTakenForOneOfAll($only, ?array $taken): void
    {
        $this->job = $this->job(['plan' => null, 'undoOf' => 'fedcba9876543210', 'only' => $only]);
        self::assertSame($taken !== null, $this->intake->look());
        $record = $this->records->load();
        self::assertSame($taken, $record->only ?? null);
    }

    /**
     * @return array<string, array{mixed, list<string>|null}>
     */
    public function only(): array
    {
        return [
            'all' => [[], []],
            'not said' => [null, []],
            'some' => [['rule:4', 'fail2ban', 'secret:sip:201'], ['rule:4', 'fail2ban', 'secret:sip:201']],
            'each once' => [['rule:4', 'rule:7', 'rule:4'], ['rule:4', 'rule:7']],
            'a text' => ['rule:4', ['rule:4']],
            'one that is none' => [['rule:4', '../rule'], null],
            'a number' => [['rule:4', 7], null],
            'a number alone' => [7, null],
            'a list of lists' => [[['rule:4']], null],
        ];
    }

    /**
     * @dataProvider typed
     *
     * @param mixed $typed
     */
    public function testAPasswordIsTakenAsItWasClosed($typed, string $taken): void
    {
        $this->job = $this->job(['typed' => $typed]);
        self::assertTrue($this->intake->look());
        $record = $this->records->load();
        self::assertSame($taken, $record->typed ?? null);
    }

    /**
     * @return list<array{mixed, string}>
     */
    public function typed(): array
    {
        $longest = str_repeat('aB3+/', 199) . 'abc==';
        return [[$longest, $longest], ["x$longest", ''], ['correct horse', ''], ["abc\n", ''], ['', ''], [7, ''], [null, '']];
    }

    /**
     * @dataProvider forged
     *
     * @param array<string, mixed> $changes
     */
    public function testWhatTheApiWouldNotHandInIsNotTaken(array $changes, bool $isTold): void
    {
        $this->job = $this->job($changes);
        self::assertFalse($this->intake->look());
        self::assertNull($this->records->open);
        self::assertSame($isTold ? ['refused', 'bad-nonce'] : [null, null], [
            $this->desk->status['phase'] ?? null, $this->desk->status['reason'] ?? null,
        ]);
    }

    /**
     * @return array<string, array{array<string, mixed>, bool}>
     */
    public function forged(): array
    {
        return [
            'a plan that no nonce began' => [['id' => 'fedcba9876543210'], true],
            'another person' => [['person' => 'deputy'], true],
            'another nonce' => [['nonce' => str_repeat('0', 64)], true],
            'of more than a minute ago' => [['at' => '2026-11-23T11:58:59+03:00'], true],
            'of more than a minute later' => [['at' => '2026-11-23T12:01:01+03:00'], true],
            'of yesterday' => [['at' => '2026-11-22T12:00:00+03:00'], true],
            'of tomorrow' => [['at' => '2026-11-24T12:00:00+03:00'], true],
            'of no time' => [['at' => 'never'], true],
            'an id that is a path' => [['id' => '../../etc/passwd'], false],
            'no person' => [['person' => ''], false],
            'a person of two lines' => [['person' => "boss\nroot"], false],
            'no address' => [['address' => 'localhost'], false],
            'a nonce that is no hash' => [['nonce' => 'nonce'], false],
            'neither plan nor undo' => [['plan' => null], false],
            'plan and undo' => [['undoOf' => self::ID], false],
            'a plan that is a list' => [['plan' => []], false],
            'numbers for texts' => [['id' => 7], false],
        ];
    }

    public function testAConnectionThatIsNoneIsNotKnown(): void
    {
        $this->job = $this->job(['arrival' => ['epoch' => '7; id', 'number' => 12]]);
        self::assertTrue($this->intake->look());
        $record = $this->records->load();
        self::assertNotNull($record);
        self::assertEquals(new Arrival(null, true), $record->arrival, 'then the plan is refused by the player');
    }

    public function testOnePlanAtATime(): void
    {
        $this->open('waiting');
        $this->job = $this->job();
        self::assertTrue($this->intake->look(), 'somebody has to play what there is');
        self::assertNotNull($this->job, 'the job is left where it is');
        self::assertSame('other', $this->records->load()->id ?? '');
    }

    public function testWhatIsStuckNeedsAPersonFirst(): void
    {
        $this->open('stuck');
        self::assertFalse($this->intake->look());
        self::assertSame('stuck', $this->desk->status['phase'] ?? null, 'and has to see it');
        $this->isWanted = true;
        self::assertTrue($this->intake->look());
    }

    public function testWhatNoPlayerHasBegunCanBeDismissed(): void
    {
        $this->job = $this->job();
        self::assertTrue($this->intake->look());
        $this->wishes = [new Wish(Wish::DISMISS, 'another')];
        self::assertTrue($this->intake->look(), 'that is about another one');
        $this->wishes = [new Wish(Wish::DISMISS, self::ID, 'deputy')];
        self::assertFalse($this->intake->look());
        self::assertNull($this->records->open);
        self::assertSame('dismissed', $this->desk->status['phase']);
    }

    public function testWhatWaitsForItsPlayerGoesWithTheModule(): void
    {
        $this->job = $this->job();
        $this->intake->look();
        $this->wishes = [new Wish(Wish::LEAVE)];
        self::assertFalse($this->intake->look());
        self::assertSame(['dismissed', 'module-off'], [$this->desk->status['phase'], $this->desk->status['reason']]);
    }

    public function testWhatIsPlayedIsNotDismissed(): void
    {
        $this->open('playing');
        $this->wishes = [new Wish(Wish::DISMISS, 'other')];
        self::assertTrue($this->intake->look());
        self::assertNotNull($this->records->open);
        self::assertNotSame([], $this->wishes, 'left for the player');
    }

    public function testItHasToBeginWithinAMinute(): void
    {
        $this->job = $this->job();
        $this->intake->look();
        $deadline = $this->records->load()->deadline ?? null;
        self::assertNotNull($deadline);
        self::assertSame(60.0, $deadline->secondsLeft('boot 1', 1000.0, $deadline->at()));
    }

    private function open(string $phase): void
    {
        $record = new Record();
        $record->id = 'other';
        $record->phase = $phase;
        $this->records->open = (string) json_encode($record->written());
    }

    /**
     * @param array<string, mixed> $changes
     */
    private function job(array $changes = []): stdClass
    {
        $job = json_decode((string) json_encode($changes + [
            'id' => self::ID,
            'plan' => Plans::closeWeb(),
            'undoOf' => '',
            'person' => 'boss',
            'address' => '192.168.7.50',
            'nonce' => PlanNonces::hash($this->nonce),
            'arrival' => ['epoch' => '7 9', 'number' => 12],
            'at' => '2026-11-23T12:00:00+03:00',
        ]));
        self::assertInstanceOf(stdClass::class, $job);
        return $job;
    }
}
