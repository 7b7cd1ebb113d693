<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Status;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanJobs;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Killed;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * A rule for a while: the PBX takes it away by itself when its time has come, and nobody's work on it.
 */
final class EndsTest extends TestCase implements PlanJobs
{
    private const SECONDS = 3600;

    private PlanWorld $world;
    private string $old;

    protected function setUp(): void
    {
        $this->begin(new PlanWorld());
    }

    public function takeCancel(): ?Wish
    {
        return null;
    }

    public function takeJob(): ?stdClass
    {
        return null;
    }

    public function hasWishes(): bool
    {
        return $this->world->desk->wishes !== [];
    }

    public function wishes(): array
    {
        return $this->world->desk->wishes();
    }

    /**
     * @dataProvider releases
     */
    public function testItIsThereUntilItsTimeHasCome(string $release): void
    {
        $this->begin(new PlanWorld($release));
        $this->letIn();
        self::assertNotSame($this->old, $this->rows());
        self::assertNull($this->world->desk->status['confirmedBy']);
        $this->pass(self::SECONDS - 60);
        $this->tick();
        self::assertNotSame($this->old, $this->rows(), 'not yet');
        $this->pass(60);
        $this->tick();
        $this->assertGone();
        self::assertSame(['plan/begins', 'plan/step', 'plan/done'], array_slice($this->world->told(), -3));
        $last = $this->world->journal->page(null, 1)[0];
        self::assertSame(['', ''], [$last['person'], $last['address']], 'the module did it by itself');
        self::assertInstanceOf(stdClass::class, $last['details']);
        self::assertSame('end', $last['details']->cause);
    }

    /**
     * @return list<array{string}>
     */
    public function releases(): array
    {
        return [['2026'], ['2024']];
    }

    public function testItIsShownWithItsTime(): void
    {
        $this->letIn();
        $due = $this->world->desk->status['due'];
        self::assertIsArray($due);
        self::assertIsArray($due[0]);
        self::assertSame(['plan1', 'boss', null], [$due[0]['id'], $due[0]['person'], $due[0]['trouble']]);
        self::assertSame('2026-11-23T13:00:00+03:00', $due[0]['until']);
    }

    /**
     * @dataProvider clocks
     */
    public function testRebootsAndClocks(float $off, float $set, bool $isGone): void
    {
        $this->letIn();
        $this->world->time->reboot($off);
        $this->world->time->calendar += $set;
        $this->tick();
        $isGone ? $this->assertGone() : self::assertNotSame($this->old, $this->rows());
    }

    /**
     * @return array<string, array{float, float, bool}>
     */
    public function clocks(): array
    {
        return [
            'a short reboot' => [30, 0, false],
            'off for longer than it was to stay' => [2 * self::SECONDS, 0, true],
            'a clock that is years back' => [30, -1e8, true],
            'a clock that is years ahead' => [30, 1e8, true],
        ];
    }

    public function testAClockThatIsSetWhileItRunsChangesNothing(): void
    {
        $this->letIn();
        $this->world->time->calendar += 1e8;
        $this->tick();
        self::assertNotSame($this->old, $this->rows());
        $this->world->time->calendar -= 2e8;
        $this->pass(self::SECONDS + 1);
        $this->tick();
        $this->assertGone();
    }

    public function testSomebodysWorkOnItIsLeftAndTold(): void
    {
        $this->letIn();
        $this->sql("UPDATE m_NetworkFilters SET description = 'stays' WHERE id = %d");
        $changed = $this->rows();
        $this->pass(self::SECONDS);
        $this->tick();
        self::assertSame($changed, $this->rows());
        self::assertSame(['refused', 'conflict'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame(['conflict'], $this->troubles());
        $told = count($this->world->told());
        $this->tick();
        self::assertCount($told, $this->world->told(), 'it is tried once');
        $this->world->desk->wishes[] = new Wish(Wish::END, 'plan1', 'deputy');
        $this->tick();
        self::assertSame([], $this->world->records->due(), 'a person has seen it');
        self::assertSame([], $this->world->desk->status['due']);
        self::assertSame($changed, $this->rows());
    }

    public function testWhatRefersToItKeepsIt(): void
    {
        $this->letIn();
        $this->sql("INSERT INTO m_Sip (uniqid, extension, type, networkfilterid) VALUES ('SIP-1', '201', 'peer', '%d')");
        $this->pass(self::SECONDS);
        $this->tick();
        self::assertNotSame($this->old, $this->rows());
        self::assertSame(['step-refused'], $this->troubles());
    }

    public function testOneThatSomebodyDeletedIsOver(): void
    {
        $this->letIn();
        $this->sql('DELETE FROM m_FirewallRules WHERE networkfilterid = %d');
        $this->sql('DELETE FROM m_NetworkFilters WHERE id = %d');
        $this->pass(self::SECONDS);
        $this->tick();
        self::assertSame('done', $this->world->phase());
        self::assertSame([], $this->world->records->due());
    }

    public function testOtherRulesMadeMeanwhileAreNobodysConflict(): void
    {
        $this->letIn();
        $this->world->pdo->exec("INSERT INTO m_NetworkFilters (id, permit, deny, newer_block_ip, local_network, description, priority)"
            . " VALUES (77, '10.9.0.0/24', '0.0.0.0/0', '0', '0', 'made later', '9')");
        $this->world->pdo->exec("UPDATE m_NetworkFilters SET priority = '10' WHERE id = 4");
        $this->pass(self::SECONDS);
        $this->tick();
        self::assertSame('done', $this->world->phase());
        self::assertSame([4, 7, 9, 77], array_keys($this->world->reader->read()->filters()));
    }

    public function testItCanGoSooner(): void
    {
        $this->letIn();
        $this->world->desk->wishes[] = new Wish(Wish::END, 'plan1', 'deputy');
        $this->tick();
        $this->assertGone();
        self::assertSame('deputy', $this->world->journal->page(null, 1)[0]['person']);
    }

    public function testUndoneByAPersonItNeedsNoEnd(): void
    {
        $this->letIn();
        $this->world->acceptUndo('plan1');
        $this->world->confirmWhenAsked();
        $this->world->runToTheEnd();
        $this->assertGone();
        self::assertSame([], $this->world->records->due());
    }

    public function testTheModuleGoesAndItGoesFirst(): void
    {
        $this->letIn();
        self::assertTrue($this->intake()->leave());
        $this->world->desk->wishes[] = new Wish(Wish::LEAVE);
        $this->world->runToTheEnd();
        $this->assertGone();
        self::assertFalse($this->intake()->leave());
    }

    public function testWhereItsEndCannotBeWrittenItDoesNotCome(): void
    {
        $this->world->accept(Plans::oneStep('firewall.create'));
        $this->withEnd();
        $this->world->time->whenPassed[] = function (): void {
            $this->world->records->isFull = $this->world->phase() === 'applying';
        };
        $this->world->runToTheEnd();
        self::assertSame(['undone', 'no-journal'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame($this->old, $this->rows());
    }

    public function testAFullDiskPutsItOffAndNoMore(): void
    {
        $this->letIn();
        $this->pass(self::SECONDS);
        $this->world->records->isFull = true;
        try {
            $this->tick();
            self::fail('it is told');
        } catch (CannotStore $full) {
            self::assertNotSame($this->old, $this->rows());
        }
        $this->world->records->isFull = false;
        $this->tick();
        $this->assertGone();
    }

    /**
     * Killed at each single moment, while it comes and while it goes: in the end it is gone.
     *
     * @group slow
     */
    public function testKilledAtAnyMomentItIsGoneInTheEnd(): void
    {
        $this->letIn();
        $coming = $this->world->fate->moments;
        $this->pass(self::SECONDS);
        $this->tick();
        $all = $this->world->fate->moments;
        self::assertGreaterThan($coming + 5, $all);
        for ($moment = 1; $moment <= $all; $moment++) {
            $this->begin(new PlanWorld());
            $this->world->fate->killAt = $moment;
            $this->letIn(true);
            self::assertNull($this->world->records->open);
            for ($times = 0; $times < 3; $times++) {
                $this->pass(self::SECONDS);
                try {
                    $this->tick();
                } catch (Killed $gone) {
                    $this->world->runToTheEnd();
                }
            }
            self::assertSame($this->old, $this->rows(), "moment $moment");
            self::assertSame([], $this->world->records->due(), "moment $moment");
            self::assertNull($this->world->records->open, "moment $moment");
        }
    }

    private function begin(PlanWorld $world): void
    {
        $this->world = $world;
        $this->old = $this->rows();
    }

    private function letIn(bool $mayBreak = false): void
    {
        $hasOrder = $this->world->reader->read()->hasOrder();
        $this->world->accept(['release' => $this->world->reader->read()->setting('PBXVersion'), 'confirm' => null]
            + Plans::oneStep('firewall.create', $hasOrder));
        $this->withEnd();
        $this->world->runToTheEnd();
        self::assertTrue($mayBreak || $this->world->phase() === 'done', $this->world->reason());
    }

    private function withEnd(): void
    {
        $record = $this->world->records->load();
        self::assertNotNull($record);
        $time = $this->world->time;
        $record->ends = new Deadline($time->boot(), $time->uptime(), $time->now(), self::SECONDS);
        $this->world->records->open = (string) json_encode($record->written());
    }

    private function pass(float $seconds): void
    {
        $this->world->time->uptime += $seconds;
        $this->world->time->calendar += $seconds;
    }

    /**
     * As the root worker does, every few seconds.
     */
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
        return new Intake(
            $this,
            $records,
            new PlanNonces(ModuleDatabase::inMemory(), $time),
            $time,
            $time,
            new Status($this->world->desk, $records, $time),
            new Calendar($records, $time, $time),
            $this->world->later()
        );
    }

    /**
     * @param string $sql with %d for the id of the new rule
     */
    private function sql(string $sql): void
    {
        $ids = array_keys($this->world->reader->read()->filters());
        $this->world->pdo->exec(sprintf($sql, max(0, ...$ids)));
    }

    /**
     * But for the number of the rule for everybody: Core moved it behind the new one, and behind the others it stays.
     */
    private function rows(): string
    {
        return (string) preg_replace("/'priority' => '(3|9)'/", "'priority' => '…'", $this->world->rows());
    }

    private function assertGone(): void
    {
        self::assertSame($this->old, $this->rows());
        self::assertSame([], $this->world->records->due());
        self::assertSame([], $this->world->desk->status['due']);
        self::assertNotContains('plan1', $this->world->records->ids());
    }

    /**
     * @return list<string>
     */
    private function troubles(): array
    {
        return array_map(static function ($due): string {
            return $due->trouble();
        }, $this->world->records->due());
    }
}
