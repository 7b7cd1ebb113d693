<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * Who is told to be still connected, and when.
 */
final class StillConnectedTest extends TestCase
{
    private const STRANGER = ['port' => 443, 'address' => '203.0.113.77'];
    private const OFFICE = ['port' => 443, 'address' => PlanWorld::ADDRESS];
    private const TOLD = ['service' => 'WEB', 'address' => '203.0.113.77', 'port' => 443, 'protocol' => 'tcp'];

    public function testFromWaitingOnUntilItIsDone(): void
    {
        $world = new PlanWorld();
        $world->peers->peers = [self::STRANGER, self::OFFICE];
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->player()->run();

        $known = ['state' => 'known', 'peers' => [self::TOLD], 'more' => 0];
        self::assertSame(
            // Looked at once more when it is confirmed.
            ['accepted' => null, 'playing' => null, 'applying' => $known, 'waiting' => $known, 'done' => $known],
            array_map(static function (array $status) {
                return $status['connected'];
            }, $world->desk->last)
        );
        self::assertSame(1, $this->journal($world, 'plan/done')['connected'] ?? null);
    }

    public function testItIsKeptFreshWhileWaiting(): void
    {
        $world = new PlanWorld();
        $world->peers->peers = [self::STRANGER];
        $counts = [];
        $world->time->whenPassed[] = static function () use ($world, &$counts): void {
            if ($world->phase() === 'waiting') {
                $counts[count((array) (((array) $world->desk->status['connected'])['peers'] ?? []))] = true;
                $world->peers->peers = [];
            }
        };
        $world->accept(Plans::closeWeb());
        $world->player()->run();
        self::assertSame([1, 0], array_keys($counts));
        self::assertNull($world->desk->status['connected'], 'undone, nothing is closed any more');
        self::assertArrayNotHasKey('connected', $this->journal($world, 'plan/undone'));
    }

    public function testNobodyIsToldToo(): void
    {
        $world = $this->done([self::OFFICE]);
        self::assertSame(['state' => 'known', 'peers' => [], 'more' => 0], $world->desk->status['connected']);
        self::assertSame(0, $this->journal($world, 'plan/done')['connected'] ?? null);
    }

    public function testWhatCannotBeReadIsSaidAndStopsNothing(): void
    {
        $world = $this->done(null);
        self::assertSame(['state' => 'unknown'], $world->desk->status['connected']);
        self::assertSame('unknown', $this->journal($world, 'plan/done')['connected'] ?? null);
    }

    public function testOfManyAHundredAreNamed(): void
    {
        $peers = [];
        for ($last = 1; $last <= 250; $last++) {
            $peers[] = ['port' => 22, 'address' => "198.51.100.$last"];
        }
        $world = $this->done($peers);
        $connected = (array) $world->desk->status['connected'];
        self::assertCount(100, (array) $connected['peers']);
        self::assertSame(150, $connected['more']);
        self::assertSame(250, $this->journal($world, 'plan/done')['connected'] ?? null);
    }

    public function testAPlanThatClosesNothingLooksForNobody(): void
    {
        $world = new PlanWorld();
        $world->peers->peers = null;
        $world->accept(Plans::stricterBans());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase());
        self::assertNull($world->desk->status['connected']);
        self::assertArrayNotHasKey('connected', $this->journal($world, 'plan/done'));
    }

    public function testAPlayerThatComesAfterAKilledOneKnowsWhatWasClosed(): void
    {
        $world = new PlanWorld();
        $world->peers->peers = [self::STRANGER];
        $world->accept(Plans::closeWeb());
        $isKilled = false;
        $world->time->whenPassed[] = static function () use ($world, &$isKilled): void {
            if ($world->phase() !== 'waiting') {
                return;
            }
            if (!$isKilled) {
                $isKilled = true;
                $world->fate->killOn = 'sleep';
                return;
            }
            $world->desk->wishes[] = $world->confirmation($world->server->now());
        };
        self::assertSame(1, $world->runToTheEnd());
        self::assertSame('done', $world->phase());
        self::assertSame([self::TOLD], ((array) $world->desk->status['connected'])['peers'] ?? null);
    }

    public function testAnUndoThatClosesTellsToo(): void
    {
        $world = new PlanWorld();
        $world->pdo->exec("UPDATE m_FirewallRules SET action = 'block' WHERE networkfilterid = 4 AND category = 'WEB'");
        $world->peers->peers = [['port' => 80, 'address' => '10.20.30.9']];
        $world->accept(['confirm' => null] + Plans::oneStep('firewall.create'));
        $world->player()->run();
        self::assertNull($world->desk->status['connected']);
        $world->acceptUndo('plan1');
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        self::assertSame(1, $this->journal($world, 'plan/done')['connected'] ?? null);
    }

    public function testGoneBackByAPersonNobodyIsTold(): void
    {
        $world = new PlanWorld();
        $world->peers->peers = [self::STRANGER];
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $world->desk->wishes[] = new Wish(Wish::REVERT, 'plan1', 'deputy', '192.168.7.60');
            }
        };
        $world->player()->run();
        self::assertSame('undone', $world->phase());
        self::assertNull($world->desk->status['connected']);
    }

    /**
     * @param list<array{port: int, address: string}>|null $peers
     */
    private function done(?array $peers): PlanWorld
    {
        $world = new PlanWorld();
        $world->peers->peers = $peers;
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        return $world;
    }

    /**
     * @return array<mixed>
     */
    private function journal(PlanWorld $world, string $action): array
    {
        foreach ($world->journal->page(null, 200) as $row) {
            if ($row['action'] === $action) {
                return (array) $row['details'];
            }
        }
        self::fail("no $action");
    }
}
