<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\OpenRotations;
use Modules\ModuleSecurityChecklist\Lib\Plan\Status;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanJobs;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\ConsoleWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedCore;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * New secrets: made here, in force, given back one by one or all; and after a while nothing is left of the earlier ones.
 */
final class RotationTest extends TestCase implements PlanJobs
{
    private const NUMBERS = ['201', '202', '203'];
    private const DAY = 86400;

    private PlanWorld $world;
    private string $old;

    protected function setUp(): void
    {
        $this->begin('2026');
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
    public function testEveryAccountGetsASecretOfItsOwn(string $release): void
    {
        $this->begin($release);
        $this->rotate();
        $secrets = $this->secrets();
        self::assertCount(3, array_unique($secrets));
        foreach ($secrets as $secret) {
            self::assertMatchesRegularExpression('/\A[2-9A-HJ-NP-Za-km-z]{20}\z/', $secret);
        }
        self::assertSame(['sip:201' => 'new', 'sip:202' => 'new', 'sip:203' => 'new'], $this->states());
    }

    /**
     * @return list<array{string}>
     */
    public function releases(): array
    {
        return [['2026'], ['2024']];
    }

    public function testEachSecondIsToldHowFarItIsAlsoWhereEverythingTakesLong(): void
    {
        $numbers = array_map('strval', range(300, 459));
        $insert = $this->world->pdo->prepare("INSERT INTO m_Sip (uniqid, extension, type, secret) VALUES (?, ?, 'peer', 'old')");
        foreach ($numbers as $number) {
            $insert->execute(["SIP-$number", $number]);
        }
        $time = $this->world->time;
        $last = 0.0;
        $gaps = [];
        $this->world->desk->whenShown = static function () use ($time, &$last, &$gaps): void {
            if ($last > 0.0) {
                $gaps[] = $time->uptime() - $last;
            }
            $last = $time->uptime();
        };
        // Each is written down, told and stored by a machine that has much else to do.
        $fate = $this->world->fate;
        $fate->lookers[] = static function () use ($time, $fate): void {
            $takesTime = in_array(end($fate->names), ['before record', 'before journal', 'before change'], true);
            $time->uptime += $takesTime ? 0.3 : 0.0;
        };
        $this->rotate($numbers);
        self::assertGreaterThan(40, count($gaps));
        self::assertLessThanOrEqual(1.0, max(0.0, ...$gaps));
    }

    public function testItEndsByItselfWhateverThePageSaid(): void
    {
        $this->rotate();
        $new = $this->secrets();
        $this->pass(self::DAY - 60);
        $this->tick();
        self::assertSame('198.51.100.77', $this->whitelist()[2]);
        self::assertNotSame([], $this->world->sealer->sealed);
        $this->pass(61);
        $this->tick();
        self::assertSame('done', $this->world->phase(), $this->world->reason());
        self::assertSame($new, $this->secrets(), 'new secrets stay');
        $this->assertSpareTimeIsOver();
        $this->assertNothingIsKept();
    }

    public function testWithoutRoomForItsKeyNothingBegins(): void
    {
        $before = $this->secrets();
        $this->world->sealer->isFull = true;
        $this->world->accept(Plans::rotation(self::NUMBERS));
        $this->world->runToTheEnd();
        self::assertSame(['refused', 'no-journal'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame($before, $this->secrets());
    }

    public function testThePersonEndsIt(): void
    {
        $this->rotate();
        $this->world->desk->wishes[] = new Wish(Wish::FINISHED, 'plan1', 'boss');
        $this->tick();
        $this->assertSpareTimeIsOver();
        $this->assertNothingIsKept();
        self::assertSame('boss', $this->world->journal->page(null, 1)[0]['person']);
    }

    public function testWhoWasSparedIsKnownWhenItEnds(): void
    {
        $this->world->accept(Plans::rotation(self::NUMBERS));
        self::assertSame([], $this->world->player()->run(), 'still spared');
        $this->world->desk->wishes[] = new Wish(Wish::FINISHED, 'plan1', 'boss');
        self::assertTrue($this->intake()->look());
        self::assertSame(['198.51.100.77/32', '192.168.7.0/24'], $this->world->player()->run());
        self::assertSame([], $this->world->player()->run());
    }

    public function testOfAListThatSomebodyChangedOnlyItsOwnEntriesGo(): void
    {
        $this->rotate();
        $this->world->pdo->exec("UPDATE m_Fail2BanRules SET maxretry = 7, whitelist = whitelist || ' 192.0.2.9' WHERE id = 1");
        $this->world->desk->wishes[] = new Wish(Wish::FINISHED, 'plan1', 'boss');
        $this->tick();
        self::assertSame('done', $this->world->phase(), $this->world->reason());
        self::assertSame(['203.0.113.5', '10.0.0.0/8', '192.0.2.9'], $this->whitelist());
        self::assertSame('7', (new PdoRows($this->world->pdo))->rows('SELECT maxretry FROM m_Fail2BanRules')[0]['maxretry']);
        $this->assertNothingIsKept();
    }

    public function testTheModuleGoesAndItEndsFirst(): void
    {
        $this->rotate();
        $new = $this->secrets();
        self::assertTrue($this->intake()->leave());
        $this->world->desk->wishes[] = new Wish(Wish::LEAVE);
        $this->world->runToTheEnd();
        self::assertSame($new, $this->secrets());
        $this->assertSpareTimeIsOver();
        $this->assertNothingIsKept();
        self::assertFalse($this->intake()->leave());
    }

    public function testTheModuleGoesInTheMiddleAndEverythingIsAsBefore(): void
    {
        $this->world->accept(Plans::rotation(self::NUMBERS));
        $this->world->fate->lookers[] = function (): void {
            if (end($this->world->fate->names) === 'after change' && $this->world->core->changes === 4) {
                $this->world->desk->wishes = [new Wish(Wish::LEAVE)];
            }
        };
        $this->world->runToTheEnd();
        self::assertSame(['undone', 'module-off'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame($this->old, $this->world->rows());
        $this->assertNothingIsKept();
    }

    public function testAllAreGivenBack(): void
    {
        $this->rotate();
        $this->world->acceptUndo('plan1');
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase(), $this->world->reason());
        self::assertSame($this->old, $this->world->rows());
        $this->assertNothingIsKept();
    }

    public function testOneIsGivenBackAndTheOthersStayUndoable(): void
    {
        $this->rotate();
        $new = $this->secrets();
        $this->undo('undo1', ['secret:sip:202']);
        self::assertSame('done', $this->world->phase(), $this->world->reason());
        self::assertSame('old202', $this->secrets()['sip:202']);
        self::assertSame([$new['sip:201'], $new['sip:203']], [$this->secrets()['sip:201'], $this->secrets()['sip:203']]);
        self::assertSame(['sip:201' => 'new', 'sip:202' => 'old', 'sip:203' => 'new'], $this->states());
        self::assertSame('198.51.100.77', $this->whitelist()[2], 'the others are still spared');
        $this->undo('undo2', ['secret:sip:202']);
        self::assertSame(['refused', 'no-such-plan'], [$this->world->phase(), $this->world->reason()]);
        $this->undo('undo3', []);
        self::assertSame($this->old, $this->world->rows());
        $this->assertNothingIsKept();
    }

    public function testWhatSomebodyChangedSinceIsAConflict(): void
    {
        $this->rotate();
        $this->world->pdo->exec("UPDATE m_Sip SET secret = 'by hand' WHERE extension = '202'");
        $before = $this->world->rows();
        self::assertSame('other', $this->states()['sip:202']);
        $this->undo('undo1', ['secret:sip:202']);
        self::assertSame(['refused', 'conflict'], [$this->world->phase(), $this->world->reason()]);
        self::assertEquals((object) ['secret:sip:202' => 'other'], $this->world->desk->status['objects']);
        self::assertSame($before, $this->world->rows());
        $this->undo('undo2', ['secret:sip:201', 'secret:sip:203']);
        self::assertSame(['sip:201' => 'old201', 'sip:202' => 'by hand', 'sip:203' => 'old203'], $this->secrets());
    }

    public function testTheSheetIsClosed(): void
    {
        $this->rotate();
        self::assertFalse($this->rotations()->open()[0]['sheetClosed']);
        $this->world->desk->wishes[] = new Wish(Wish::SHEET_CLOSED, 'plan1', 'boss');
        $this->tick();
        $open = $this->rotations()->open();
        self::assertTrue($open[0]['sheetClosed']);
        self::assertSame(['plan1', 'boss', 'rotate-sip-passwords'], [$open[0]['plan'], $open[0]['person'], $open[0]['action']]);
        self::assertSame($this->world->time->now()->getTimestamp(), $open[0]['playedAt']);
        self::assertLessThanOrEqual($open[0]['playedAt'] + self::DAY, $open[0]['until']);
        self::assertGreaterThan($open[0]['playedAt'] + self::DAY - 60, $open[0]['until']);
    }

    public function testSecretsStandWhateverTheFirewallIsDoing(): void
    {
        $this->world->firewall->isBroken = true;
        $this->rotate();
        // They do; that nobody is banned meanwhile does not, and is told.
        self::assertSame(['done', 'not-in-force'], [$this->world->phase(), $this->world->reason()]);
        $this->undo('undo1', ['secret:sip:201']);
        self::assertSame('done', $this->world->phase());
        $this->world->desk->wishes[] = new Wish(Wish::FINISHED, 'plan1', 'boss');
        $this->tick();
        $this->assertSpareTimeIsOver();
        $this->assertNothingIsKept();
    }

    public function testWhatAsteriskDoesNotReadIsTold(): void
    {
        $this->world->asterisk->isBehind = true;
        $this->world->accept(Plans::rotation(self::NUMBERS));
        $this->world->runToTheEnd();
        self::assertSame(['done', 'not-in-force'], [$this->world->phase(), $this->world->reason()]);
        self::assertCount(1, $this->rotations()->open());
    }

    public function testWhatLoginsEndInIsInForceOnceAsteriskReadsIt(): void
    {
        $this->world->asterisk->suffix = '';
        $begin = $this->world->time->uptime();
        $this->world->time->whenPassed[] = function () use ($begin): void {
            if ($this->world->time->uptime() >= $begin + 25.0) {
                $this->world->asterisk->suffix = null;
            }
        };
        $this->world->accept(Plans::renewal());
        $this->world->runToTheEnd();
        self::assertSame(['done', ''], [$this->world->phase(), $this->world->reason()]);
        self::assertGreaterThanOrEqual(25.0, $this->world->time->uptime() - $begin, 'who signs in earlier has the old name');
    }

    public function testSomebodysChangeMeanwhileIsLeftByTheWayBack(): void
    {
        $this->world->core->fault = PretendedCore::REFUSED;
        $this->world->core->faultAt = 5;
        $this->world->fate->lookers[] = function (): void {
            if (end($this->world->fate->names) === 'before change' && $this->world->core->changes === 5) {
                $this->world->pdo->exec("UPDATE m_Sip SET secret = 'by hand' WHERE extension = '201'");
            }
        };
        $this->world->accept(Plans::rotation(self::NUMBERS));
        $this->world->runToTheEnd();
        self::assertSame(['undone', 'step-refused'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame(['sip:201' => 'by hand', 'sip:202' => 'old202', 'sip:203' => 'old203'], $this->secrets());
        self::assertEquals((object) ['secret:sip:201' => 'left'], $this->world->desk->status['objects']);
        $this->assertNothingIsKept();
    }

    public function testALateWayBackTouchesNobodysWork(): void
    {
        $this->world->fate->killOn = 'before calendar';
        $this->world->accept(Plans::rotation(self::NUMBERS));
        self::assertFalse($this->world->runOnce());
        $this->world->pdo->exec("UPDATE m_Sip SET secret = 'by hand' WHERE extension = '202'");
        $this->pass(3 * self::DAY);
        $this->world->runToTheEnd();
        self::assertSame('undone', $this->world->phase());
        self::assertSame(['sip:201' => 'old201', 'sip:202' => 'by hand', 'sip:203' => 'old203'], $this->secrets());
        $this->assertNothingIsKept();
    }

    public function testAnAccountThatIsGoneIsAConflictAndNoReasonToStop(): void
    {
        $this->rotate();
        $this->world->pdo->exec("DELETE FROM m_Sip WHERE extension = '202'");
        self::assertSame('other', $this->states()['sip:202']);
        $this->undo('undo1', []);
        self::assertSame('conflict', $this->world->reason());
        $this->undo('undo2', ['secret:sip:201', 'secret:sip:203']);
        self::assertSame(['sip:201' => 'old201', 'sip:203' => 'old203'], $this->secrets());
    }

    public function testTwoOfOneNumberAreRefused(): void
    {
        $this->world->pdo->exec("INSERT INTO m_Sip (uniqid, extension, type, secret) VALUES ('SIP-9', '202', 'peer', 'twin')");
        $before = $this->world->rows();
        $this->world->accept(Plans::rotation(self::NUMBERS));
        $this->world->runToTheEnd();
        self::assertSame(['refused', 'no-such-owner'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame($before, $this->world->rows());
    }

    public function testTheConsoleGivesAllBack(): void
    {
        $this->rotate();
        $console = new ConsoleWorld($this->world);
        self::assertSame(0, $console->undo('yes'), $console->screen);
        self::assertSame($this->old, $this->world->rows());
        $this->assertNothingIsKept();
    }

    public function testNothingOfASecretIsTold(): void
    {
        $this->rotate();
        $this->undo('undo1', ['secret:sip:202']);
        $told = json_encode([$this->world->journal->page(null, 200), $this->world->desk->status, $this->world->desk->last]);
        $kept = json_encode([$this->world->records->archived, $this->world->records->calendar]);
        foreach (array_merge(array_values($this->secrets()), ['old201', 'old202', 'old203']) as $secret) {
            self::assertStringNotContainsString(substr($secret, 0, 6), $told . $kept);
        }
        self::assertStringNotContainsString('print', (string) $told);
        self::assertStringNotContainsString($this->world->sealer->printOf('sip:202', 'old202'), (string) $told);
    }

    private function begin(string $release): void
    {
        $this->world = new PlanWorld($release);
        $this->old = $this->world->rows();
    }

    /**
     * @param list<string> $numbers
     */
    private function rotate(array $numbers = self::NUMBERS): void
    {
        $release = $this->world->reader->read()->setting('PBXVersion');
        $this->world->accept(['release' => $release] + Plans::rotation($numbers));
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase(), $this->world->reason());
        self::assertNotSame($this->old, $this->world->rows());
    }

    /**
     * @param list<string> $only
     */
    private function undo(string $id, array $only): void
    {
        $this->world->acceptUndo('plan1', $id, $only);
        $this->world->runToTheEnd();
    }

    private function assertSpareTimeIsOver(): void
    {
        self::assertSame(['203.0.113.5', '10.0.0.0/8'], $this->whitelist());
    }

    private function assertNothingIsKept(): void
    {
        self::assertSame([], $this->world->sealer->sealed, 'what was sealed cannot be opened any more');
        self::assertSame([], $this->world->records->due());
        self::assertSame([], $this->world->records->archived);
        self::assertNull($this->world->records->open);
        self::assertSame([], $this->rotations()->open());
    }

    /**
     * @return array<string, string> by owner
     */
    private function secrets(): array
    {
        $secrets = [];
        foreach ((new PdoRows($this->world->pdo))->rows('SELECT extension, secret FROM m_Sip ORDER BY extension') as $row) {
            $secrets['sip:' . $row['extension']] = (string) $row['secret'];
        }
        return $secrets;
    }

    /**
     * @return list<string>
     */
    private function whitelist(): array
    {
        $list = (string) (new PdoRows($this->world->pdo))->rows('SELECT whitelist FROM m_Fail2BanRules')[0]['whitelist'];
        return array_values(array_filter(explode(' ', $list)));
    }

    /**
     * @return array<string, string> by owner
     */
    private function states(): array
    {
        return $this->rotations()->open()[0]['owners'];
    }

    private function rotations(): OpenRotations
    {
        $rows = new PdoRows($this->world->pdo);
        return new OpenRotations($this->world->records, $rows, $this->world->traits, $this->world->sealer);
    }

    private function pass(float $seconds): void
    {
        $this->world->time->uptime += $seconds;
        $this->world->time->calendar += $seconds;
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
}
