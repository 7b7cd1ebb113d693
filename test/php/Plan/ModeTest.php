<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Severity;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * The security mode: set, confirmed, undone; and what else happens to it.
 */
final class ModeTest extends TestCase
{
    public function testItIsSetAndUndone(): void
    {
        $world = PlanWorld::newest();
        $world->confirmWhenAsked();
        self::assertSame('done', self::played($world));
        self::assertSame('strict', $world->reader->read()->mode());
        $world->acceptUndo('plan1');
        $world->runToTheEnd();
        self::assertSame('done', $world->phase());
        self::assertSame('balanced', $world->reader->read()->mode());
    }

    public function testNobodyUndoesWhatSomebodyChangedSince(): void
    {
        $world = PlanWorld::newest();
        $world->confirmWhenAsked();
        self::played($world);
        self::set($world, 'relaxed');
        $world->acceptUndo('plan1');
        $world->runToTheEnd();
        self::assertSame(['refused', 'conflict'], [$world->phase(), $world->reason()]);
        self::assertSame('relaxed', $world->reader->read()->mode());
    }

    /**
     * @dataProvider meanwhile
     */
    public function testWhatSomebodyMadeOfItWhileThePlanWaited(string $theirs, string $is, string $end): void
    {
        $world = PlanWorld::newest();
        $world->time->whenPassed[] = static function () use ($world, $theirs): void {
            if ($world->phase() === 'waiting' && $world->reader->read()->mode() === 'strict') {
                self::set($world, $theirs);
            }
        };
        self::assertSame('undone', self::played($world));
        self::assertSame($end, $world->reader->read()->mode());
        self::assertEquals((object) ['setting:PBXSecurityMode' => $is], $world->desk->status['objects']);
    }

    /**
     * @return array<string, array{string, string, string}>
     */
    public function meanwhile(): array
    {
        return [
            'stricter stays' => ['paranoid', 'left', 'paranoid'],
            'laxer goes back' => ['relaxed', 'put-back', 'balanced'],
        ];
    }

    public function testAnotherPlanNamesTheModeThatSomebodyChanged(): void
    {
        $world = PlanWorld::newest();
        $world->accept(Plans::stricterBans());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                self::set($world, 'relaxed');
            }
        };
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', 'changed-meanwhile'], [$world->phase(), $world->reason()]);
        self::assertEquals((object) ['setting:PBXSecurityMode' => 'other'], $world->desk->status['objects']);
    }

    /**
     * @dataProvider olderReleases
     */
    public function testAReleaseWithoutItRefuses(string $release): void
    {
        $world = new PlanWorld($release);
        // Left behind by a newer one.
        self::set($world, 'balanced');
        $before = $world->rows();
        self::assertNull($world->reader->read()->mode());
        self::assertSame('refused', self::played($world));
        self::assertSame('no-such-setting', $world->reason());
        self::assertSame($before, $world->rows());
    }

    /**
     * @return array<string, array{string}>
     */
    public function olderReleases(): array
    {
        return ['2024.1.114' => ['2024'], '2026.1.223' => ['2026']];
    }

    public function testAModeThatThereIsNotIsNoPlan(): void
    {
        $plan = Plans::oneStep('fail2ban.mode');
        $plan['steps'] = [['kind' => 'fail2ban.mode', 'mode' => 'lenient']];
        $sent = json_decode((string) json_encode($plan));
        self::assertInstanceOf(stdClass::class, $sent);
        $this->expectException(Refused::class);
        (new PlanReader())->read($sent);
    }

    /**
     * Whether Fail2Ban is on does not matter.
     */
    public function testAStricterOneIsConfirmedALaxerOneOpens(): void
    {
        [$none, $lax, $strict] = [self::with([]), self::with(['relaxed']), self::with(['strict'])];
        self::assertTrue(Severity::bansSooner($lax, $strict));
        self::assertFalse(Severity::bansSooner($strict, $lax));
        self::assertFalse(Severity::bansSooner($strict, $strict));
        self::assertFalse(Severity::bansSooner($none, $none));
        self::assertTrue(Severity::opens($strict, $lax));
        self::assertFalse(Severity::opens($lax, $strict));
    }

    /**
     * @param list<string> $mode
     */
    private static function with(array $mode): Config
    {
        return new Config([], [], $mode === [] ? [] : [Config::MODE => $mode[0]], null, true, []);
    }

    private static function played(PlanWorld $world): string
    {
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'bans']] + Plans::oneStep('fail2ban.mode'));
        $world->runToTheEnd();
        return $world->phase();
    }

    private static function set(PlanWorld $world, string $mode): void
    {
        $world->pdo->exec("DELETE FROM m_PbxSettings WHERE key = 'PBXSecurityMode'");
        $world->pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('PBXSecurityMode', '$mode')");
    }
}
