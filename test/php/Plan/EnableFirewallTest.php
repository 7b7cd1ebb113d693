<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use ArrayObject;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\ExpectedRules;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * The firewall is switched on: the person is let in at every moment, however quickly Core makes its rules, and everything is
 * open again before any rule goes.
 */
final class EnableFirewallTest extends TestCase
{
    private const OFF = 'off';
    private const NO_RULES = 'on without a rule';

    /**
     * @dataProvider worlds
     */
    public function testConfirmedItIsInForceAndThePersonWasNeverOut(string $release, string $state): void
    {
        $world = self::world($release, $state);
        $wasIn = self::isIn($world);
        $out = self::momentsOut($world);
        $world->accept(self::plan($release, $state));
        $world->confirmWhenAsked();
        $world->player()->run();

        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        $config = $world->reader->read();
        self::assertTrue($config->isOn(Config::FIREWALL));
        self::assertFalse($config->isOn(Config::FAIL2BAN), 'Core turns both with one switch; this is one setting');
        $rules = implode("\n", $world->firewall->runningRules(4));
        self::assertStringContainsString('-A INPUT -s 192.168.7.0/24 -p tcp -m multiport --dports', $rules);
        self::assertStringContainsString('-A INPUT -s 198.51.100.9/32 -p udp -m multiport --dports 5060', $rules);
        self::assertStringContainsString('-A INPUT -j DROP', $rules);
        self::assertStringNotContainsString('-A INPUT -p tcp', $rules, 'nothing of TCP is open for everybody');
        self::assertTrue(self::isIn($world));
        self::assertSame([], $wasIn ? $out->getArrayCopy() : []);
    }

    /**
     * @dataProvider worlds
     */
    public function testWithoutConfirmationEverythingIsAsBefore(string $release, string $state): void
    {
        $world = self::world($release, $state);
        $wasIn = self::isIn($world);
        $before = $world->rows();
        $out = self::momentsOut($world);
        $world->accept(self::plan($release, $state));
        $world->player()->run();

        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
        self::assertSame([], $wasIn ? $out->getArrayCopy() : []);
    }

    /**
     * @dataProvider releases
     */
    public function testOfAFirewallThatWasOffTheSwitchGoesBackBeforeAnyRule(string $release): void
    {
        $world = self::world($release, self::OFF);
        $drops = [];
        $world->fate->lookers[] = static function () use ($world, &$drops): void {
            $name = end($world->fate->names);
            if (in_array($name, ['after putting back', 'after change'], true)) {
                $drops[] = $world->reader->read()->isOn(Config::FIREWALL);
            }
        };
        $world->accept(self::plan($release, self::OFF));
        $world->player()->run();
        // Two rules, the one for everybody, the switch; back: the switch first.
        self::assertSame([false, false, false, true, false], array_slice($drops, 0, 5));
        self::assertNotContains(true, array_slice($drops, 4));
    }

    /**
     * @dataProvider worlds
     * @group slow
     */
    public function testKilledAtAnyMomentItIsOldOrNewAndThePersonIsIn(string $release, string $state): void
    {
        $calm = self::world($release, $state);
        $old = $calm->rows();
        $wasIn = self::isIn($calm);
        $calm->accept(self::plan($release, $state));
        $calm->confirmWhenAsked();
        $calm->runToTheEnd();
        $new = $calm->rows();
        $asleep = 0;
        foreach ($calm->fate->names as $index => $name) {
            $asleep += $name === 'sleep' ? 1 : 0;
            if ($name === 'sleep' && $asleep > 4) {
                continue;
            }
            $world = self::world($release, $state);
            $out = self::momentsOut($world);
            $world->accept(self::plan($release, $state));
            $world->confirmWhenAsked();
            $world->fate->killAt = $index + 1;
            $world->runToTheEnd();
            $what = "killed at moment $index ($name)";
            self::assertContains($world->rows(), [$old, $new], $what);
            self::assertNull($world->records->open, "$what: it is over");
            self::assertSame([], $wasIn ? $out->getArrayCopy() : [], $what);
        }
    }

    /**
     * @dataProvider worlds
     */
    public function testUndoneLaterItIsConfirmedAndAsBefore(string $release, string $state): void
    {
        $world = self::world($release, $state);
        $before = $world->rows();
        $world->accept(self::plan($release, $state));
        $world->confirmWhenAsked();
        $world->player()->run();
        $after = $world->rows();
        array_pop($world->time->whenPassed);
        $world->acceptUndo('plan1');
        $world->player()->run();
        $closesAll = $release === '2024' && $state === self::NO_RULES;
        // What would lock everybody out is not begun at all.
        $expected = $closesAll ? ['refused', 'locked-out'] : ['undone', 'too-late'];
        self::assertSame($expected, [$world->phase(), $world->reason()]);
        self::assertSame($after, $world->rows());
        if ($closesAll) {
            return;
        }
        $world->acceptUndo('plan1', 'undo2');
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('done', $world->phase(), $world->reason());
        self::assertSame($before, $world->rows());
    }

    /**
     * @dataProvider releases
     */
    public function testThePersonNeedsARuleAlthoughEverythingIsOpenNow(string $release): void
    {
        $world = self::world($release, self::OFF);
        $plan = Plans::enableFirewall($release === '2026');
        $steps = is_array($plan['steps']) ? $plan['steps'] : [];
        $office = is_array($steps[0]) ? $steps[0] : [];
        $steps[0] = ['currentRules' => Plans::boxes($release === '2026', ['SIP'])] + $office;
        $world->accept(['steps' => $steps] + $plan);
        $world->player()->run();
        self::assertSame(['refused', 'locked-out'], [$world->phase(), $world->reason()]);
    }

    /**
     * @dataProvider releases
     */
    public function testItHasToBeConfirmed(string $release): void
    {
        $world = self::world($release, self::OFF);
        $world->accept(['confirm' => null] + self::plan($release, self::OFF));
        $world->player()->run();
        self::assertSame(['refused', 'confirm-missing'], [$world->phase(), $world->reason()]);
    }

    /**
     * @dataProvider releases
     */
    public function testWhereTheRulesNeverComeIntoForceItIsOffAgain(string $release): void
    {
        $world = self::world($release, self::OFF);
        $before = $world->rows();
        $world->firewall->isBroken = true;
        $world->accept(self::plan($release, self::OFF));
        $world->player()->run();
        self::assertSame(['undone', 'not-in-force'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    /**
     * @dataProvider releases
     */
    public function testWhoIsStillConnectedOverWhatClosedIsTold(string $release): void
    {
        $world = self::world($release, self::OFF);
        $world->peers->peers = [
            ['port' => 80, 'address' => '203.0.113.77'], ['port' => 80, 'address' => PlanWorld::ADDRESS],
            ['port' => 5038, 'address' => '198.51.100.9'],
        ];
        $world->accept(self::plan($release, self::OFF));
        $world->confirmWhenAsked();
        $world->player()->run();
        $connected = $world->desk->last['done']['connected'] ?? null;
        self::assertIsArray($connected);
        $addresses = array_column(is_array($connected['peers'] ?? null) ? $connected['peers'] : $connected, 'address');
        self::assertEqualsCanonicalizing(['203.0.113.77', '198.51.100.9'], $addresses);
    }

    /**
     * @return array<string, array{string, string}>
     */
    public function worlds(): array
    {
        $worlds = [];
        foreach (['2024', '2026'] as $release) {
            foreach ([self::OFF, self::NO_RULES] as $state) {
                $worlds["$release, $state"] = [$release, $state];
            }
        }
        return $worlds;
    }

    /**
     * @return list<array{string}>
     */
    public function releases(): array
    {
        return [['2024'], ['2026']];
    }

    /**
     * The office has no rule, and intrusion protection is off, too.
     */
    private static function world(string $release, string $state): PlanWorld
    {
        $world = new PlanWorld($release);
        $gone = $state === self::OFF ? 'IN (7)' : 'NOT NULL';
        $world->pdo->exec("DELETE FROM m_NetworkFilters WHERE id $gone");
        $world->pdo->exec("DELETE FROM m_FirewallRules WHERE networkfilterid $gone");
        $isOn = $state === self::OFF ? '0' : '1';
        $world->pdo->exec("UPDATE m_PbxSettings SET value = '$isOn' WHERE key = 'PBXFirewallEnabled'");
        $world->pdo->exec("UPDATE m_PbxSettings SET value = '0' WHERE key = 'PBXFail2BanEnabled'");
        $world->firewall->timePasses();
        return $world;
    }

    /**
     * @return array<string, mixed>
     */
    private static function plan(string $release, string $state): array
    {
        $isOn = $state === self::NO_RULES;
        return Plans::enableFirewall($release === '2026', $isOn, !$isOn);
    }

    private static function isIn(PlanWorld $world): bool
    {
        return (new ExpectedRules($world->reader->read()))->letIn(PlanWorld::ADDRESS, $world->firewall->runningRules(4));
    }

    /**
     * Moments at which the person would be out, were Core as quick as can be.
     *
     * @return ArrayObject<int, string>
     */
    private static function momentsOut(PlanWorld $world): ArrayObject
    {
        /** @var ArrayObject<int, string> $out */
        $out = new ArrayObject();
        $world->fate->lookers[] = static function () use ($world, $out): void {
            $world->firewall->timePasses();
            if (!self::isIn($world)) {
                $out[] = (string) end($world->fate->names);
            }
        };
        return $out;
    }
}
