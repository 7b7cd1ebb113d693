<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Forgiving;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * After addresses were spared: what was tried until then locks nobody out.
 */
final class ForgivingTest extends TestCase
{
    private PlanWorld $world;
    private float $begin;

    protected function setUp(): void
    {
        $this->world = new PlanWorld();
        $this->begin = $this->world->time->uptime();
    }

    public function testBansThatComeInTheMinutesAfterAreEnded(): void
    {
        $this->world->core->banned = ['192.168.7.66'];
        $this->bansCome(60.0, ['203.0.113.9', '198.51.100.77', '192.168.7.66']);
        $this->bansCome(120.0, ['198.51.100.77', '192.168.7.66']);
        $this->watch(['198.51.100.77/32', '203.0.113.0/28']);
        self::assertSame(['192.168.7.66'], $this->world->core->banned, 'strangers stay banned');
        self::assertEqualsWithDelta(300.0, $this->world->time->uptime() - $this->begin, 10.0);
    }

    public function testWhoIsBannedAfterThatStaysBanned(): void
    {
        $this->watch(['198.51.100.77/32']);
        $this->bansCome(301.0, ['198.51.100.77']);
        $this->world->time->sleep(30.0);
        self::assertSame(['198.51.100.77'], $this->world->core->banned);
    }

    public function testAServerThatIsBeingStartedIsAskedAgain(): void
    {
        $this->world->core->isRestartingFor = 3;
        $this->world->core->banned = ['198.51.100.77'];
        $this->watch(['198.51.100.77/32']);
        self::assertSame([], $this->world->core->banned);
    }

    public function testNobodyWasSpared(): void
    {
        $this->watch([]);
        self::assertSame(['192.168.7.66', '198.51.100.9'], $this->world->core->banned);
        self::assertSame($this->begin, $this->world->time->uptime());
    }

    /**
     * @param list<string> $networks
     */
    private function watch(array $networks): void
    {
        (new Forgiving($this->world->core, $this->world->time))->watch($networks);
    }

    /**
     * @param list<string> $banned
     */
    private function bansCome(float $seconds, array $banned): void
    {
        $isDue = true;
        $this->world->time->whenPassed[] = function () use (&$isDue, $seconds, $banned): void {
            if ($isDue && $this->world->time->uptime() >= $this->begin + $seconds) {
                $isDue = false;
                $this->world->core->banned = $banned;
            }
        };
    }
}
