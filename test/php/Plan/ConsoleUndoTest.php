<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\ConsoleUndo;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\ConsoleWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * For who is shut out: the last plan is undone from the console, without web server and worker.
 */
final class ConsoleUndoTest extends TestCase
{
    private const KINDS = [
        'firewall.patch', 'firewall.create', 'firewall.switch', 'fail2ban.patch', 'fail2ban.switch', 'fail2ban.mode',
    ];

    public function testWhatItSaysToScriptsStaysTheSame(): void
    {
        self::assertSame([0, 1, 2, 3, 4, 5, 6], [
            ConsoleUndo::DONE, ConsoleUndo::REFUSED, ConsoleUndo::USAGE, ConsoleUndo::STUCK, ConsoleUndo::NOTHING, ConsoleUndo::NOT_ROOT,
            ConsoleUndo::GOES_ON,
        ]);
    }

    public function testWithoutAPlanThereIsNothingToUndo(): void
    {
        $console = new ConsoleWorld(new PlanWorld());
        self::assertSame(ConsoleUndo::NOTHING, $console->undo('yes'));
        self::assertSame(ConsoleUndo::NOTHING, $console->undo('state'));
        self::assertSame(ConsoleUndo::USAGE, $console->undo('now', 'please'));
        self::assertStringContainsString('yes (does not ask)', $console->screen);
    }

    /**
     * @dataProvider releases
     */
    public function testAPlanThatWaitsGoesBack(string $release, string $language): void
    {
        $world = new PlanWorld($release);
        $old = $world->rows();
        $console = self::waiting($world, $release === '2026', $language);
        self::assertNotSame($old, $world->rows());
        self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), $console->screen);
        self::assertSame($old, $world->rows());
        self::assertSame(['undone', 'asked'], [$world->phase(), $world->reason()]);
        self::assertContains('plans/revert', $world->told());
        self::assertSame(['console', ''], self::told($world, 'plans/revert'));
    }

    /**
     * @return list<array{string, string}>
     */
    public function releases(): array
    {
        return [['2026', 'en'], ['2024', 'ru']];
    }

    /**
     * @dataProvider kinds
     */
    public function testAPlanThatWasPlayedIsUndoneWithoutAnyProof(string $kind): void
    {
        $world = PlanWorld::newest();
        $old = $world->rows();
        $console = self::played($world, Plans::oneStep($kind));
        self::assertNotSame($old, $world->rows());
        self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), $console->screen);
        self::assertSame($old, $world->rows());
        self::assertSame(['console', ''], self::told($world, 'plans/undo'));
        self::assertSame(['console', ''], self::told($world, 'plan/done'));
        self::assertSame([], $world->records->ids(), 'it cannot be undone twice');
        self::assertSame(ConsoleUndo::NOTHING, $console->undo('yes'));
    }

    /**
     * @return iterable<string, array{string}>
     */
    public function kinds(): iterable
    {
        foreach (self::KINDS as $kind) {
            yield $kind => [$kind];
        }
    }

    public function testItShowsWhatItIsAndAsksFirst(): void
    {
        $world = new PlanWorld();
        $console = self::played($world, Plans::closeWeb());
        $new = $world->rows();
        self::assertSame(ConsoleUndo::DONE, $console->undo('state'));
        self::assertStringContainsString('made by boss (192.168.7.50)', $console->screen);
        self::assertStringContainsString('rule:4 0.0.0.0/0 Internet', $console->screen);
        $console->isSure = false;
        self::assertSame(ConsoleUndo::REFUSED, $console->undo());
        self::assertStringContainsString('Nothing was changed.', $console->screen);
        self::assertSame($new, $world->rows());
        $console->isSure = true;
        self::assertSame(ConsoleUndo::DONE, $console->undo());
        self::assertNotSame($new, $world->rows());
    }

    public function testWhatSomebodyChangedSinceIsNotOverwritten(): void
    {
        $world = new PlanWorld();
        $console = self::played($world, Plans::closeWeb());
        $world->pdo->exec("UPDATE m_FirewallRules SET action = 'allow' WHERE networkfilterid = 4 AND category = 'SSH'");
        $changed = $world->rows();
        self::assertSame(ConsoleUndo::REFUSED, $console->undo('yes'));
        self::assertStringContainsString('somebody has changed this since', $console->screen);
        self::assertStringContainsString('rule:4', $console->screen);
        self::assertSame($changed, $world->rows());
    }

    public function testAPlanThatIsAboutToBeOverIsUndoneAsAnyOther(): void
    {
        $world = new PlanWorld();
        $old = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->fate->killOn = 'archive';
        $world->runOnce();
        self::assertNotNull($world->records->open);
        $console = new ConsoleWorld($world);
        self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), $console->screen);
        self::assertSame($old, $world->rows());
        self::assertContains('plans/undo', $world->told());
    }

    public function testWhereTheWayBackBreaksItSaysWhatIsWhat(): void
    {
        $world = new PlanWorld();
        $console = self::waiting($world);
        $world->core->cannotRestore = true;
        self::assertSame(ConsoleUndo::STUCK, $console->undo('yes'));
        self::assertStringContainsString('Not everything could be put back', $console->screen);
        self::assertStringContainsString('rule:4: new', $console->screen);
        $world->core->cannotRestore = false;
        self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), 'and tries again: ' . $console->screen);
    }

    public function testWhatNoPlayerHasBegunIsNotBegun(): void
    {
        $world = new PlanWorld();
        $old = $world->rows();
        $world->accept(Plans::closeWeb());
        $console = new ConsoleWorld($world);
        $console->isDead = true;
        self::assertSame(ConsoleUndo::GOES_ON, $console->undo('yes'));
        self::assertSame('dismiss', $world->desk->wishes[0]->kind());
        self::assertSame($old, $world->rows());
    }

    public function testWhatTheConsoleAskedForBeforeIsWaitedForNotDismissed(): void
    {
        $world = new PlanWorld();
        $old = $world->rows();
        $console = self::played($world, Plans::closeWeb());
        $console->isDead = true;
        self::assertSame(ConsoleUndo::GOES_ON, $console->undo('yes'));
        $console->isDead = false;
        self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), $console->screen);
        self::assertSame($old, $world->rows());
        self::assertNotContains('plans/dismiss', $world->told());
    }

    public function testAnUndoThatBreaksOffHasUndoneNothingAndSaysSo(): void
    {
        $world = new PlanWorld();
        $console = self::played($world, Plans::closeWeb());
        $new = $world->rows();
        $world->core->restoreFailsOnce = true;
        self::assertSame(ConsoleUndo::REFUSED, $console->undo('yes'));
        self::assertStringContainsString('step-refused', $console->screen);
        self::assertSame($new, $world->rows());
        self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), $console->screen);
    }

    public function testAnotherPlanMayBeQuicker(): void
    {
        $console = self::played(new PlanWorld(), Plans::closeWeb());
        $console->isBusy = true;
        self::assertSame(ConsoleUndo::REFUSED, $console->undo('yes'));
        self::assertStringContainsString('Another plan has just been begun', $console->screen);
    }

    public function testADamagedRecordIsLeftToAPerson(): void
    {
        $world = new PlanWorld();
        $world->records->open = '{"id":"0123456789abcdef","phase":';
        self::assertSame(ConsoleUndo::STUCK, (new ConsoleWorld($world))->undo('yes'));
    }

    public function testAHistoryThatCannotBeWrittenKeepsNobodyOut(): void
    {
        $world = new PlanWorld();
        $old = $world->rows();
        $console = self::played($world, Plans::closeWeb());
        $world->storage->isGone = true;
        self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), $console->screen);
        self::assertStringContainsString('The history could not be written', $console->screen);
        self::assertSame($old, $world->rows());
    }

    public function testNoRequestCanPretendToBeTheConsole(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => null] + Plans::closeWeb());
        $record = $world->records->load();
        self::assertNotNull($record);
        self::assertSame('', $record->cause);
        $record->person = 'console';
        $world->records->open = (string) json_encode($record->written());
        $world->runToTheEnd();
        self::assertSame(['refused', 'confirm-missing'], [$world->phase(), $world->reason()]);
    }

    /**
     * Killed at each single moment: as before the plan, or as the plan left it.
     *
     * @group slow
     */
    public function testKilledAtAnyMomentItIsUndoneOrNot(): void
    {
        $calm = new PlanWorld();
        $old = $calm->rows();
        $console = self::played($calm, Plans::closeWeb());
        $new = $calm->rows();
        $before = $calm->fate->moments;
        $console->undo('yes');
        $ends = [];
        for ($moment = 1; $moment <= $calm->fate->moments - $before; $moment++) {
            $world = new PlanWorld();
            $console = self::played($world, Plans::closeWeb());
            $world->fate->killAt = $world->fate->moments + $moment;
            try {
                $console->undo('yes');
            } catch (\Throwable $killed) {
                // The command itself: whoever comes next plays.
                $world->runToTheEnd();
            }
            $rows = $world->rows();
            self::assertNull($world->records->open, "moment $moment: it is over");
            self::assertTrue($rows === $old || $rows === $new, "moment $moment: neither");
            $ends[$rows === $old ? 'old' : 'new'] = true;
        }
        self::assertArrayHasKey('old', $ends);
        self::assertArrayHasKey('new', $ends);
    }

    /**
     * @param array<string, mixed> $plan
     */
    private static function played(PlanWorld $world, array $plan): ConsoleWorld
    {
        $world->accept($plan);
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame('done', $world->phase());
        return new ConsoleWorld($world);
    }

    private static function waiting(PlanWorld $world, bool $hasOrder = true, string $language = 'en'): ConsoleWorld
    {
        $plan = ['release' => $world->reader->read()->setting('PBXVersion')] + Plans::closeWeb($hasOrder);
        $world->accept($plan);
        $isKilled = false;
        $world->time->whenPassed[] = static function () use ($world, &$isKilled): void {
            if (!$isKilled && $world->phase() === 'waiting') {
                $isKilled = true;
                $world->fate->killOn = 'sleep';
            }
        };
        $world->runOnce();
        self::assertSame('waiting', $world->phase());
        return new ConsoleWorld($world, $language);
    }

    /**
     * @return array{string, string} person and address of the newest row
     */
    private static function told(PlanWorld $world, string $action): array
    {
        foreach ($world->journal->page(null, 50) as $entry) {
            if ($entry['action'] === $action) {
                return [$entry['person'], $entry['address']];
            }
        }
        self::fail("no $action");
    }
}
