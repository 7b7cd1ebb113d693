<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConsoleUndo;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\ConsoleWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * A person changes Core's pages by hand, while a plan watches that they still get in.
 */
final class OwnEditsTest extends TestCase
{
    private const NEW_RULE = "INSERT INTO m_NetworkFilters (id, permit, deny, newer_block_ip, local_network, description)"
        . " VALUES (12, '198.51.100.9/32', '0.0.0.0/0', '0', '0', 'Mine');"
        . ' INSERT INTO m_FirewallRules (networkfilterid, category, protocol, portfrom, portto, action)'
        . " VALUES (12, 'SSH', 'tcp', '22', '22', 'allow')";
    private const EDITS = [
        'a box of a rule' => ["UPDATE m_FirewallRules SET action = 'block' WHERE networkfilterid = 4 AND category = 'WEB'", ['rule:4']],
        'a network' => ["UPDATE m_NetworkFilters SET permit = '192.168.7.0/29', description = 'Less' WHERE id = 7", ['rule:7']],
        'a new rule' => [self::NEW_RULE, ['rule:12']],
        'no rule' => ['DELETE FROM m_FirewallRules WHERE networkfilterid = 9; DELETE FROM m_NetworkFilters WHERE id = 9', ['rule:9']],
        'another rule with the id of one that is gone' => [
            'DELETE FROM m_FirewallRules WHERE networkfilterid = 9; DELETE FROM m_NetworkFilters WHERE id = 9;'
                . " INSERT INTO m_NetworkFilters (id, permit, deny, description) VALUES (9, '10.9.0.0/16', '', 'Other');"
                . ' INSERT INTO m_FirewallRules (networkfilterid, category, protocol, portfrom, portto, action)'
                . " VALUES (9, 'WEB', 'tcp', '443', '443', 'allow')",
            ['rule-order', 'rule:9'],
        ],
        'no rule at all' => ['DELETE FROM m_FirewallRules; DELETE FROM m_NetworkFilters', ['rule:4', 'rule:7', 'rule:9']],
        'the switch' => ["UPDATE m_PbxSettings SET value = '0' WHERE key = 'PBXFirewallEnabled'", ['setting:PBXFirewallEnabled']],
        'the order' => ["UPDATE m_NetworkFilters SET priority = CASE id WHEN 7 THEN '2' WHEN 9 THEN '1' ELSE priority END", ['rule-order']],
        'bans' => ["UPDATE m_Fail2BanRules SET maxretry = 3, whitelist = '' WHERE id = 1", ['fail2ban']],
        'the switch of bans' => ["UPDATE m_PbxSettings SET value = '0' WHERE key = 'PBXFail2BanEnabled'", ['setting:PBXFail2BanEnabled']],
        'the security mode' => ["INSERT INTO m_PbxSettings (key, value) VALUES ('PBXSecurityMode', 'strict')", ['setting:PBXSecurityMode']],
    ];

    /**
     * @dataProvider edits
     *
     * @param list<string> $keys
     */
    public function testWhatNobodyConfirmsIsAsItWas(string $sql, array $keys): void
    {
        $world = self::armed($sql);
        $old = $world->rows();
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($old, $world->rows());
        self::assertSame($keys, self::shown($world), 'what was put back is told');
        self::assertNull($world->records->open);
    }

    /**
     * @dataProvider edits
     *
     * @param list<string> $keys
     */
    public function testWhatIsConfirmedStaysAndCanBeUndone(string $sql, array $keys): void
    {
        $world = self::armed($sql);
        $old = $world->rows();
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame($keys, self::shown($world));
        self::assertSame(['plan1'], $world->records->ids());
        self::assertNotSame($old, $world->rows());

        $world->acceptUndo('plan1');
        $world->player()->run();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame($old, $world->rows());
    }

    /**
     * @dataProvider some
     *
     * @group slow
     */
    public function testWhereverItIsKilledItIsAsItWasOrAsItWasConfirmed(string $sql): void
    {
        foreach ([false, true] as $isConfirmed) {
            $calm = self::armed($sql);
            $old = $calm->rows();
            $isConfirmed ? $calm->confirmWhenAsked() : null;
            $calm->runToTheEnd();
            $new = $calm->rows();
            foreach (self::moments($calm->fate->names) as $moment) {
                $world = self::armed($sql);
                $isConfirmed ? $world->confirmWhenAsked() : null;
                $world->fate->killAt = $moment;
                $world->runToTheEnd();
                $what = "killed at moment $moment ({$calm->fate->names[$moment - 1]})";
                self::assertNull($world->records->open, "$what: it is over");
                // The edit itself may come after a way back that a death has begun.
                $hasEnded = $world->phase() === 'done' ? [$new] : [$old];
                self::assertContains($world->rows(), $hasEnded, "$what: {$world->phase()}");
            }
        }
    }

    /**
     * @return array<string, array{string, list<string>}>
     */
    public function edits(): array
    {
        return self::EDITS;
    }

    /**
     * @return array<string, array{string, list<string>}>
     */
    public function some(): array
    {
        return array_intersect_key(self::EDITS, ['a new rule' => 0, 'no rule at all' => 0]);
    }

    public function testEachEditIsShownWithinSecondsAndAsksForANewerConnection(): void
    {
        $world = self::world();
        $world->accept(Plans::watchEdits(60));
        $early = null;
        $seen = [];
        $world->time->whenPassed[] = static function () use ($world, &$early, &$seen): void {
            if ($world->phase() !== 'waiting') {
                return;
            }
            if ($early === null) {
                $early = $world->server->now();
                $world->pdo->exec(self::EDITS['a box of a rule'][0]);
            }
            $edits = $world->desk->status['edits'] ?? null;
            $seen[] = is_array($edits) ? ($edits['inForce'] ? 'in force' : 'not yet') . ' ' . implode(',', array_keys((array) $edits['after'])) : '';
            // A connection of before the edit was in force proves nothing.
            $world->desk->wishes = [$world->confirmation($early)];
        };
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame(['in force ', 'not yet rule:4', 'in force rule:4'], array_values(array_unique($seen)));
    }

    public function testAConfirmationInTheVeryMomentOfAnEditIsOfTheStateBefore(): void
    {
        $world = self::world();
        $world->accept(Plans::watchEdits(60));
        $isDone = false;
        $world->time->whenPassed[] = static function () use ($world, &$isDone): void {
            if ($world->phase() === 'waiting' && !$isDone) {
                $isDone = true;
                $world->desk->wishes[] = $world->confirmation($world->server->now());
                $world->pdo->exec(self::EDITS['a box of a rule'][0]);
            }
        };
        $world->player()->run();
        self::assertSame('undone', $world->phase());
    }

    public function testWhereASignInIsTheProofItHasToComeAfterTheEdit(): void
    {
        foreach ([5 => 'undone', 40 => 'done'] as $after => $phase) {
            $world = self::world();
            $world->arrival = new Arrival(null, true, 1700000000);
            $world->accept(Plans::watchEdits(60));
            $from = null;
            $world->time->whenPassed[] = static function () use ($world, $after, &$from): void {
                if ($world->phase() !== 'waiting') {
                    return;
                }
                if ($from === null) {
                    $from = $world->time->now()->getTimestamp();
                    $world->pdo->exec(self::EDITS['a box of a rule'][0]);
                }
                $world->desk->wishes = [$world->confirmedBy(new Arrival(null, true, $from + $after))];
            };
            $world->player()->run();
            self::assertSame($phase, $world->phase(), "signed in $after seconds after the edit");
        }
    }

    public function testWhatIsNotInForceCannotBeConfirmed(): void
    {
        $world = self::armed(self::EDITS['a box of a rule'][0]);
        $world->time->whenPassed[] = static function () use ($world): void {
            $world->firewall->isStuck = $world->phase() === 'waiting';
        };
        $world->confirmWhenAsked();
        $old = $world->rows();
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($old, $world->rows());
    }

    public function testThroughAPowerCutAndLongAfterItGoesBack(): void
    {
        $world = self::armed(self::EDITS['no rule at all'][0]);
        $old = $world->rows();
        self::killWhileWaiting($world);
        self::assertFalse($world->runOnce());
        self::assertNotSame($old, $world->rows());
        $world->time->reboot(86400.0);
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($old, $world->rows());
    }

    public function testEditsWhileNoPlayerRunsAreSeenByTheNextOne(): void
    {
        $world = self::world();
        $world->accept(Plans::watchEdits(60));
        self::killWhileWaiting($world);
        self::assertFalse($world->runOnce());
        $early = $world->server->now();
        $world->pdo->exec(self::NEW_RULE);
        $world->time->whenPassed[] = static function () use ($world, $early): void {
            $world->desk->wishes = [$world->confirmation($early)];
        };
        $world->player()->run();
        self::assertSame('undone', $world->phase(), 'the connection is older than the edit in force');
        self::assertNull($world->reader->read()->filter(12));
    }

    public function testWithoutAnyEditItIsDoneAndThereIsNothingToUndo(): void
    {
        $world = self::armed('SELECT 1');
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame([], self::shown($world));
        self::assertSame([], $world->records->ids());
    }

    public function testWhenTheModuleIsSwitchedOffItGoesBack(): void
    {
        $world = self::armed(self::EDITS['a network'][0]);
        $old = $world->rows();
        $world->time->whenPassed[] = static function () use ($world): void {
            if (self::shown($world) !== []) {
                $world->desk->wishes = [new Wish(Wish::LEAVE)];
            }
        };
        $world->player()->run();
        self::assertSame(['undone', 'module-off'], [$world->phase(), $world->reason()]);
        self::assertSame($old, $world->rows());
    }

    public function testOnAFullDiskItGoesBackAllTheSame(): void
    {
        $world = self::armed(self::EDITS['a new rule'][0]);
        $old = $world->rows();
        $world->time->whenPassed[] = static function () use ($world): void {
            $world->records->isFull = $world->phase() === 'waiting';
        };
        $world->player()->run();
        self::assertSame('undone', $world->phase());
        self::assertSame($old, $world->rows());
    }

    public function testANewRuleThatSomebodyRefersToByThenStaysAndIsTold(): void
    {
        $world = self::armed(self::NEW_RULE . '; ' . self::EDITS['a network'][0] . '; UPDATE m_Sip SET networkfilterid = 12 WHERE id = 31');
        $world->player()->run();
        self::assertSame('stuck', $world->phase());
        self::assertEquals('new', ((array) $world->desk->status['objects'])['rule:12'] ?? null);
        self::assertSame('192.168.7.0/24', $world->reader->read()->filter(7)['permit'] ?? null, 'the rest is back');
        $world->pdo->exec('UPDATE m_Sip SET networkfilterid = NULL WHERE id = 31');
        $world->desk->wishes = [new Wish(Wish::REVERT)];
        $world->player()->run();
        self::assertSame('undone', $world->phase());
        self::assertNull($world->reader->read()->filter(12));
    }

    public function testTheConsoleShowsAndUndoesIt(): void
    {
        foreach (['waiting', 'done'] as $phase) {
            $world = self::armed(self::NEW_RULE . '; ' . self::EDITS['a network'][0]);
            $old = $world->rows();
            if ($phase === 'done') {
                $world->confirmWhenAsked();
                $world->runToTheEnd();
            } else {
                self::killWhileWaiting($world, 20);
                $world->runOnce();
            }
            self::assertSame($phase, $world->phase());
            $console = new ConsoleWorld($world);
            $console->undo('state');
            self::assertStringContainsString('rule:12 198.51.100.9/32 Mine', $console->screen);
            self::assertStringContainsString('rule:7 192.168.7.0/24 Office', $console->screen);
            self::assertStringNotContainsString('rule:4', $console->screen, 'what is as it was is not told');
            self::assertSame(ConsoleUndo::DONE, $console->undo('yes'), $console->screen);
            self::assertSame($old, $world->rows());
        }
    }

    public function testWhatSomebodyChangesAfterwardsIsNotOverwritten(): void
    {
        $world = self::armed(self::EDITS['a network'][0]);
        $world->confirmWhenAsked();
        $world->player()->run();
        $world->pdo->exec("UPDATE m_NetworkFilters SET permit = '10.0.0.0/8' WHERE id = 7");
        $now = $world->rows();
        $world->acceptUndo('plan1');
        $world->player()->run();
        self::assertSame(['refused', 'conflict'], [$world->phase(), $world->reason()]);
        self::assertSame($now, $world->rows());
        $world->pdo->exec("UPDATE m_NetworkFilters SET permit = '192.168.7.0/29' WHERE id = 7");
        $world->pdo->exec(self::EDITS['a box of a rule'][0]);
        $world->acceptUndo('plan1', 'undo2');
        $world->player()->run();
        self::assertSame('done', $world->phase(), 'what was not edited then is none of its business');
    }

    /**
     * @dataProvider doors
     */
    public function testItBeginsOnlyWhereThePersonIsInBefore(string $sql, string $expected): void
    {
        $world = self::world();
        $world->pdo->exec($sql);
        $world->firewall->reload();
        $world->accept(Plans::watchEdits(60));
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame($expected, trim($world->phase() . ' ' . $world->reason()));
    }

    /**
     * @return array<string, array{string, string}>
     */
    public function doors(): array
    {
        return [
            'shut out by the rules' => ["UPDATE m_FirewallRules SET action = 'block' WHERE category = 'WEB'", 'refused locked-out'],
            'the firewall is off' => [
                "UPDATE m_FirewallRules SET action = 'block' WHERE category = 'WEB';" . self::EDITS['the switch'][0], 'done',
            ],
            'no rule, which is open' => [self::EDITS['no rule at all'][0], 'done'],
        ];
    }

    public function testNotWhereNoFirewallOfThePbxHoldsNorWithoutATimeToConfirm(): void
    {
        $world = self::world();
        $world->surroundings->isFiltering = false;
        $world->accept(Plans::watchEdits(60));
        $world->player()->run();
        self::assertSame(['refused', 'container'], [$world->phase(), $world->reason()]);

        $world = self::world();
        $world->accept(['confirm' => null] + Plans::watchEdits());
        $world->player()->run();
        self::assertSame(['refused', 'confirm-missing'], [$world->phase(), $world->reason()]);
    }

    public function testOn2024ToEverythingComesBack(): void
    {
        foreach (array_diff_key(self::EDITS, ['the order' => 0, 'the security mode' => 0]) as $name => [$sql, $keys]) {
            $world = new PlanWorld('2024');
            self::edit($world, $sql);
            $world->accept(['release' => $world->reader->read()->setting('PBXVersion')] + Plans::watchEdits(60));
            $old = $world->rows();
            $world->player()->run();
            self::assertSame('undone', $world->phase(), $name);
            self::assertSame(array_values(array_diff($keys, ['rule-order'])), self::shown($world), $name);
            self::assertSame($old, $world->rows(), $name);
        }
    }

    /**
     * Whatever is done by hand, one after the other, also over each other.
     */
    public function testAnySeriesOfEditsIsPutBack(): void
    {
        mt_srand(14);
        $all = array_column(self::EDITS, 0);
        $all[] = "UPDATE m_NetworkFilters SET id = 30 WHERE id = (SELECT MAX(id) FROM m_NetworkFilters)";
        $all[] = 'DELETE FROM m_FirewallRules WHERE id % 3 = 0';
        $all[] = "UPDATE m_FirewallRules SET networkfilterid = 7 WHERE networkfilterid = 4 AND category = 'SIP'";
        $all[] = 'DELETE FROM m_Fail2BanRules';
        for ($round = 0; $round < 20; $round++) {
            $world = self::world();
            $old = $world->rows();
            $series = [];
            for ($count = mt_rand(2, 6); $count > 0; $count--) {
                $series[] = str_replace('INSERT INTO', 'INSERT OR REPLACE INTO', $all[mt_rand(0, count($all) - 1)]);
            }
            $world->accept(Plans::watchEdits(60));
            $next = 0;
            $world->time->whenPassed[] = static function () use ($world, &$series, &$next): void {
                if ($world->phase() === 'waiting' && $next++ % 5 === 0 && $series !== []) {
                    $world->pdo->exec((string) array_shift($series));
                }
            };
            $told = implode("\n", $series);
            $world->player()->run();
            self::assertSame('undone', $world->phase(), $told);
            self::assertSame($old, $world->rows(), $told);
        }
    }

    /**
     * @return list<string> keys of what is shown as edited
     */
    private static function shown(PlanWorld $world): array
    {
        $edits = $world->desk->status['edits'] ?? null;
        $keys = is_array($edits) ? array_keys((array) $edits['after']) : [];
        self::assertSame($keys, is_array($edits) ? array_keys((array) $edits['before']) : []);
        sort($keys);
        return array_map('strval', $keys);
    }

    private static function world(): PlanWorld
    {
        return PlanWorld::newest();
    }

    private static function armed(string $sql): PlanWorld
    {
        $world = self::world();
        self::edit($world, $sql);
        $world->accept(Plans::watchEdits(60));
        return $world;
    }

    /**
     * Once, as soon as somebody watches.
     */
    private static function edit(PlanWorld $world, string $sql): void
    {
        $isDone = false;
        $world->time->whenPassed[] = static function () use ($world, $sql, &$isDone): void {
            if (!$isDone && $world->phase() === 'waiting') {
                $isDone = true;
                $world->pdo->exec($sql);
            }
        };
    }

    private static function killWhileWaiting(PlanWorld $world, int $after = 3): void
    {
        $world->time->whenPassed[] = static function () use ($world, &$after): void {
            if ($world->phase() === 'waiting' && $after-- === 0) {
                $world->fate->killOn = 'sleep';
            }
        };
    }

    /**
     * Of waiting the first few only: one second is like the next.
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
            if ($name !== 'sleep' || $asleep < 8) {
                $moments[] = $index + 1;
            }
        }
        return $moments;
    }
}
