<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedCore;
use PHPUnit\Framework\TestCase;

/**
 * Nothing can be written any more while a plan waits; and nobody has looked after it for long.
 *
 * @group slow
 */
final class FullDiskTest extends TestCase
{
    /**
     * @dataProvider disks
     */
    public function testTheWayBackIsPlayedAllTheSame(string $disk, bool $isKilled): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world, $disk, $isKilled): void {
            if ($world->phase() === 'waiting' && !$world->records->{$disk}) {
                $world->records->{$disk} = true;
                $world->storage->isGone = true;
                $world->fate->killOn = $isKilled ? 'sleep' : '';
            }
        };
        self::assertSame($isKilled ? 1 : 0, $world->runToTheEnd());
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
        self::assertNull($world->records->load(), 'noted where it survives');

        $world->core->patchRule(4, false, ['WEB' => false]);
        $later = $world->rows();
        $world->player()->run();
        self::assertSame($later, $world->rows(), 'it is not undone again');
    }

    /**
     * @return array<string, array{string, bool}>
     */
    public function disks(): array
    {
        return [
            'full' => ['isFull', false],
            'full, and killed' => ['isFull', true],
            'read-only' => ['isReadOnly', false],
            'read-only, and killed' => ['isReadOnly', true],
        ];
    }

    /**
     * @dataProvider moments
     */
    public function testFullAtAnyMomentItIsOldOrNew(int $from): void
    {
        $world = new PlanWorld();
        $old = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->records->fullFrom = $from;
        $world->runToTheEnd();
        self::assertNull($world->records->load());
        $rows = $world->rows();
        if ($world->phase() === 'done') {
            self::assertNotSame($old, $rows);
            return;
        }
        self::assertContains($world->phase(), ['undone', 'refused']);
        self::assertSame($old, $rows);
    }

    /**
     * @return array<string, array{int}> which time something is kept
     */
    public function moments(): array
    {
        $moments = [];
        for ($from = 1; $from <= 8; $from++) {
            $moments["from keeping $from on"] = [$from];
        }
        return $moments;
    }

    public function testALateWayBackLeavesSomebodysLaterWork(): void
    {
        $world = self::forgotten();
        $world->pdo->exec("UPDATE m_FirewallRules SET action = 'allow' WHERE networkfilterid = 4 AND category = 'SSH'");
        $now = $world->reader->read()->rulesOf(4);
        $world->runToTheEnd();
        self::assertSame('undone', $world->phase());
        self::assertSame($now, $world->reader->read()->rulesOf(4));
        self::assertEquals((object) ['rule:4' => 'left'], $world->desk->status['objects']);
        self::assertCount(3, $world->reader->read()->filters(), 'what is as the plan left it goes');
    }

    public function testALateWayBackPutsBackWhatIsAsThePlanLeftIt(): void
    {
        $world = self::forgotten();
        $world->runToTheEnd();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertTrue($world->reader->read()->boxes(4)['WEB']);
        self::assertEquals((object) [], $world->desk->status['objects']);
    }

    /**
     * @dataProvider breaks
     */
    public function testBrokenOffHalfwayAndLateItKnowsItsOwnDoing(string $moment): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::closeWeb());
        $world->fate->killOn = $moment;
        self::assertFalse($world->runOnce());
        $world->time->reboot(7200.0);
        $world->firewall->timePasses();
        $world->runToTheEnd();
        self::assertContains($world->phase(), ['undone', 'refused']);
        self::assertSame($before, $world->rows());
    }

    /**
     * @return array<string, array{string}>
     */
    public function breaks(): array
    {
        return [
            'before a change' => ['before change'], 'after a change' => ['after change'], 'in the journal' => ['after journal'],
        ];
    }

    public function testTriedAgainLaterItLeavesWhatSomebodyMadeOfIt(): void
    {
        $world = new PlanWorld();
        $world->core->fault = PretendedCore::WRONG;
        $world->core->cannotRestore = true;
        $world->accept(Plans::oneStep('fail2ban.patch'));
        $world->runToTheEnd();
        self::assertSame('stuck', $world->phase());
        $world->core->cannotRestore = false;
        $world->time->uptime += 7200.0;
        $world->time->calendar += 7200.0;

        $again = clone $world->records;
        $world->desk->wishes[] = new Wish(Wish::REVERT, 'plan1', 'deputy', '192.168.7.60');
        $world->runToTheEnd();
        self::assertSame('undone', $world->phase());
        self::assertSame('20', self::tries($world), 'what Core made of it is its own doing');

        $world->records->open = $again->open;
        $world->pdo->exec("UPDATE m_Fail2BanRules SET maxretry = '7' WHERE id = 1");
        $world->desk->wishes[] = new Wish(Wish::REVERT, 'plan1', 'deputy', '192.168.7.60');
        $world->runToTheEnd();
        self::assertSame('7', self::tries($world));
        self::assertEquals((object) ['fail2ban' => 'left'], $world->desk->status['objects']);
    }

    public function testARecordThatIsDamagedIsToldAndDismissed(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->records->open = '{"id":"0123456789abcdef","phase":"wait';
        $world->player()->run();
        self::assertSame(['stuck', 'damaged'], [$world->phase(), $world->reason()]);
        self::assertSame('0123456789abcdef', $world->desk->status['id']);
        $world->desk->wishes[] = new Wish(Wish::REVERT, '0123456789abcdef', 'deputy', '192.168.7.60');
        $world->player()->run();
        self::assertSame('stuck', $world->phase(), 'nothing is known that could be put back');
        $world->desk->wishes[] = new Wish(Wish::DISMISS, '0123456789abcdef', 'deputy', '192.168.7.60');
        $world->player()->run();
        self::assertSame('dismissed', $world->phase());
        self::assertNull($world->records->open);
        self::assertSame($before, $world->rows());
    }

    private static function tries(PlanWorld $world): string
    {
        $row = $world->reader->read()->fail2ban();
        return $row === null ? '' : (string) $row['maxretry'];
    }

    /**
     * A plan that waits, whose player was killed and that nobody took up for two hours.
     */
    private static function forgotten(): PlanWorld
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $world->fate->killOn = 'sleep';
            }
        };
        self::assertFalse($world->runOnce());
        $world->time->whenPassed = array_slice($world->time->whenPassed, 0, 1);
        $world->time->reboot(7200.0);
        return $world;
    }
}
