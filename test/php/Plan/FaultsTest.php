<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Test\Support\Plan\Killed;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedCore;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * Every fault at every kind of step: the PBX is as before, or as planned, or the record says what is what.
 *
 * @group slow
 */
final class FaultsTest extends TestCase
{
    private const TABLE = __DIR__ . '/../../../docs/player.md';
    private const KINDS = [
        'firewall.patch', 'firewall.create', 'firewall.switch', 'fail2ban.patch', 'fail2ban.switch', 'fail2ban.mode',
        'fail2ban.unban', 'account.secret', 'ami.secret', 'ari.secret', 'sip.suffix',
        'login.password', 'ssh.keys-only', 'ami.network', 'ari.origins', 'api-key.limit',
        'route.narrow', 'route.add',
        'isolation.on', 'calls.stop', 'calls.brake', 'calls.end', 'sessions.end', 'ssh.remove-keys', 'passkeys.end',
    ];
    private const KILLED = [
        'before record' => 'killed before it is written down',
        'before journal' => 'killed before the journal',
        'after journal' => 'killed after the journal',
        'before change' => 'killed before the change',
        'after change' => 'killed after the change',
        'sleep' => 'killed while waiting',
    ];

    public function testTheTableOfFaultsIsTheOneInTheDocument(): void
    {
        $table = self::table();
        fwrite(STDERR, "\n" . $table . "\n");
        if (!is_file(self::TABLE)) {
            self::assertStringNotContainsString('neither', $table);
            return;
        }
        self::assertStringContainsString($table, (string) file_get_contents(self::TABLE));
    }

    /**
     * Killed at each single moment, and the next player too.
     *
     * @dataProvider plans
     *
     * @param array<string, mixed> $plan
     * @param list<int>            $again after how many moments the next player is killed, too; 0: not at all
     */
    public function testKilledAtAnyMomentItIsOldOrNew(array $plan, bool $isConfirmed, array $again): void
    {
        $calm = self::world($plan, $isConfirmed);
        $old = $calm->rows();
        $calm->runToTheEnd();
        $calm->firewall->timePasses();
        $new = $calm->rows();
        $ends = [];
        foreach (self::moments($calm->fate->names) as $moment) {
            foreach ($again as $after) {
                $world = self::world($plan, $isConfirmed);
                $world->fate->killAt = $moment;
                $killed = $after === 0 ? $world->runToTheEnd() : self::runWithASecondDeath($world, $after);
                // Core writes the list of Fail2Ban a moment later.
                $world->firewall->timePasses();
                $rows = $world->rows();
                $isOld = $rows === $old;
                $isNew = $rows === $new;
                $what = "killed at moment $moment ({$world->fate->names[$moment - 1]}), $killed times";
                self::assertNull($world->records->open, "$what: it is over");
                self::assertTrue($isOld || $isNew, "$what: neither old nor new");
                $ends[$world->phase()] = true;
                self::assertSame($isNew && $new !== $old ? 'done' : $world->phase(), $world->phase(), $what);
                self::assertContains('plan/' . $world->phase(), $world->told(), "$what: the end is told");
            }
        }
        self::assertArrayHasKey('undone', $ends);
    }

    /**
     * @return array<string, array{array<string, mixed>, bool, list<int>}>
     */
    public function plans(): array
    {
        return [
            'closing, confirmed' => [Plans::closeWeb(), true, [0, 4]],
            'closing, not confirmed' => [['confirm' => ['seconds' => 60, 'because' => 'reach']] + Plans::closeWeb(), false, [0]],
            'bans' => [Plans::stricterBans(), true, [3]],
            'passwords, confirmed' => [Plans::passwords('web', 'ssh'), true, [0, 3]],
            'passwords, not confirmed' => [['confirm' => ['seconds' => 60, 'because' => 'login']] + Plans::passwords('web', 'ssh'), false, [0]],
            'keys only, not confirmed' => [['confirm' => ['seconds' => 60, 'because' => 'login']] + Plans::oneStep('ssh.keys-only'), false, [0, 3]],
            'keys only, confirmed' => [Plans::oneStep('ssh.keys-only'), true, [0]],
            'the security mode' => [Plans::oneStep('fail2ban.mode'), true, [3]],
            'new secrets' => [Plans::rotation(['201', '202', '203']), false, [0, 4]],
            'isolation, confirmed' => [Plans::isolate(), true, [0, 3]],
            'isolation, not confirmed' => [['confirm' => ['seconds' => 60, 'because' => 'reach']] + Plans::isolate(), false, [0, 4]],
            'limits of programs' => [Plans::limits(), false, [0, 4]],
            'secrets of programs' => [Plans::renewal(), false, [0]],
            'everything' => [Plans::everything(), false, [0]],
        ];
    }

    public function testWhereTheWayBackBreaksTooTheRecordSaysWhatIsWhat(): void
    {
        $world = self::world(Plans::closeWeb(), true);
        $world->core->fault = PretendedCore::REFUSED;
        $world->core->faultAt = 2;
        $world->core->cannotRestore = true;
        $world->runToTheEnd();
        $record = $world->records->load();
        self::assertNotNull($record);
        self::assertSame('stuck', $record->phase);
        self::assertSame(['rule:step1' => 'new', 'rule-order' => 'new', 'rule:4' => 'old'], $record->objects);
        $told = $world->journal->page(null, 1)[0];
        self::assertSame('plan/stuck', $told['action']);
        self::assertInstanceOf(stdClass::class, $told['details']);
        self::assertEquals((object) $record->objects, $told['details']->objects);
    }

    private static function table(): string
    {
        $lines = ['| fault | ' . implode(' | ', self::KINDS) . ' |'];
        $lines[] = '| --- |' . str_repeat(' --- |', count(self::KINDS));
        foreach (self::faults() as $name => $fault) {
            $cells = [];
            foreach (self::KINDS as $kind) {
                $cells[] = self::outcome($kind, $fault);
            }
            $lines[] = "| $name | " . implode(' | ', $cells) . ' |';
        }
        return implode("\n", $lines);
    }

    /**
     * @return array<string, callable(PlanWorld): void>
     */
    private static function faults(): array
    {
        $faults = [];
        $core = [
            'Core says 422' => PretendedCore::REFUSED,
            'Core says 503' => PretendedCore::BUSY,
            'time-out before the effect' => PretendedCore::SILENT_BEFORE,
            'time-out after the effect' => PretendedCore::SILENT_AFTER,
            'cut connection, effect a moment later' => PretendedCore::CUT,
            'cut connection, effect much later' => PretendedCore::CUT_LATE,
            'something else is read back' => PretendedCore::WRONG,
        ];
        foreach ($core as $name => $fault) {
            $faults[$name] = static function (PlanWorld $world) use ($fault): void {
                $world->core->fault = $fault;
            };
        }
        $faults['something else, and no way back'] = static function (PlanWorld $world): void {
            $world->core->fault = PretendedCore::WRONG;
            $world->core->cannotRestore = true;
        };
        foreach (self::KILLED as $moment => $name) {
            $faults[$name] = static function (PlanWorld $world) use ($moment): void {
                $world->fate->killOn = $moment;
            };
        }
        $faults['killed on the way back'] = static function (PlanWorld $world): void {
            $world->core->fault = PretendedCore::WRONG;
            $world->fate->killOn = 'before putting back';
        };
        $faults['killed after putting back'] = static function (PlanWorld $world): void {
            $world->core->fault = PretendedCore::WRONG;
            $world->fate->killOn = 'after putting back';
        };
        $faults['rules never in force'] = static function (PlanWorld $world): void {
            $world->firewall->isBroken = true;
        };
        $faults['the system never takes it'] = static function (PlanWorld $world): void {
            $world->asterisk->fallBehind(100000);
            $world->asterisk->isReloadable = false;
            $world->standing->isDeaf = true;
        };
        $disks = ['full while it waits' => 'isFull', 'read-only while it waits' => 'isReadOnly'];
        foreach ($disks as $name => $disk) {
            $faults["disk $name"] = static function (PlanWorld $world) use ($disk): void {
                self::whileWaiting($world, static function () use ($world, $disk): void {
                    $world->records->{$disk} = true;
                    $world->storage->isGone = true;
                });
            };
            $faults["disk $name, and killed"] = static function (PlanWorld $world) use ($disk): void {
                self::whileWaiting($world, static function () use ($world, $disk): void {
                    $world->records->{$disk} = true;
                    $world->storage->isGone = true;
                    $world->fate->killOn = 'sleep';
                });
            };
        }
        $faults['disk full from the first step on'] = static function (PlanWorld $world): void {
            $world->fate->killOn = '';
            $world->storage->isGone = true;
        };
        return $faults;
    }

    /**
     * Once; nobody confirms.
     *
     * @param callable(): void $what
     */
    private static function whileWaiting(PlanWorld $world, callable $what): void
    {
        array_pop($world->time->whenPassed);
        $isDone = false;
        $world->time->whenPassed[] = static function () use ($world, $what, &$isDone): void {
            if (!$isDone && $world->phase() === 'waiting') {
                $isDone = true;
                $what();
            }
        };
    }

    /**
     * @param callable(PlanWorld): void $fault
     */
    private static function outcome(string $kind, callable $fault): string
    {
        $calm = self::world(Plans::oneStep($kind), true);
        $old = $calm->rows();
        $calm->runToTheEnd();
        $new = $calm->rows();
        $world = self::world(Plans::oneStep($kind), true);
        $fault($world);
        $world->runToTheEnd();
        $record = $world->records->load();
        if ($record !== null) {
            $objects = array_unique(array_values($record->objects));
            $isTold = in_array('plan/stuck', $world->told(), true) && $objects !== [];
            return $isTold ? 'said: ' . implode(', ', $objects) : 'neither';
        }
        $rows = $world->rows();
        if ($rows === $new && $world->phase() === 'done') {
            return 'new';
        }
        return $rows === $old ? 'old' : 'neither';
    }

    /**
     * All of them, but of waiting the first few only: one second is like the next.
     *
     * @param list<string> $names
     *
     * @return list<int> from 1
     */
    private static function moments(array $names): array
    {
        $moments = [];
        $asleep = 0;
        foreach ($names as $index => $name) {
            $asleep += $name === 'sleep' ? 1 : 0;
            if ($name !== 'sleep' || $asleep < 6) {
                $moments[] = $index + 1;
            }
        }
        self::assertGreaterThan(15, count($moments));
        return $moments;
    }

    private static function runWithASecondDeath(PlanWorld $world, int $after): int
    {
        $killed = 0;
        for ($players = 0; $players < 30 && $world->records->open !== null; $players++) {
            try {
                $world->player()->run();
                return $killed;
            } catch (Killed $gone) {
                $killed++;
                $world->fate->killAt = $killed === 1 ? $world->fate->moments + $after : 0;
            }
        }
        return $killed;
    }

    /**
     * @param array<string, mixed> $plan
     */
    private static function world(array $plan, bool $isConfirmed): PlanWorld
    {
        $world = PlanWorld::newest();
        $world->accept($plan);
        if ($isConfirmed) {
            $world->confirmWhenAsked();
        }
        return $world;
    }
}
