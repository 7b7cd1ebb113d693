<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * Somebody else works on the same PBX while a plan waits: in Core's own pages, which know nothing of plans.
 */
final class ForeignChangeTest extends TestCase
{
    public function testWhatIsOpenAgainWhenItIsConfirmedIsNamed(): void
    {
        $world = self::waiting(Plans::closeWeb(), self::box('WEB', 'allow'));
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame(['done', 'changed-meanwhile'], [$world->phase(), $world->reason()]);
        self::assertEquals((object) ['rule:4' => 'other'], $world->desk->status['objects']);
        $told = $world->journal->page(null, 1)[0];
        self::assertSame('plan/done', $told['action']);
        self::assertEquals((object) ['rule:4' => 'other'], ((array) $told['details'])['objects']);
    }

    /**
     * @dataProvider elsewhere
     */
    public function testSoIsWhatThePlanHadNotTouched(string $sql, string $key): void
    {
        $world = self::waiting(Plans::closeWeb(), $sql);
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame(['done', 'changed-meanwhile'], [$world->phase(), $world->reason()]);
        self::assertArrayHasKey($key, (array) $world->desk->status['objects']);
    }

    /**
     * @return array<string, array{string, string}>
     */
    public function elsewhere(): array
    {
        return [
            'another rule' => [
                "UPDATE m_FirewallRules SET action = 'block' WHERE networkfilterid = 7 AND category = 'SSH'", 'rule:7',
            ],
            'a new one' => ["INSERT INTO m_NetworkFilters (id, permit, deny) VALUES (77, '0.0.0.0/0', '')", 'rule:77'],
            'one that is gone' => ['DELETE FROM m_NetworkFilters WHERE id = 9', 'rule:9'],
            'the firewall itself' => ["UPDATE m_PbxSettings SET value = '0' WHERE key = 'PBXFirewallEnabled'", 'setting:PBXFirewallEnabled'],
            'bans' => ["UPDATE m_Fail2BanRules SET maxretry = '99' WHERE id = 1", 'fail2ban'],
        ];
    }

    public function testWhatIsAsBeforeThePlanIsNamedAsThat(): void
    {
        $world = new PlanWorld();
        $actions = [];
        foreach ($world->reader->read()->rulesOf(4) as $rule) {
            $actions[] = "UPDATE m_FirewallRules SET action = '{$rule['action']}', description = '{$rule['description']}' WHERE id = {$rule['id']}";
        }
        $world = self::waiting(Plans::closeWeb(), implode('; ', $actions));
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame('changed-meanwhile', $world->reason());
        self::assertSame('old', ((array) $world->desk->status['objects'])['rule:4'] ?? null);
    }

    public function testWithoutSomebodyElseNothingIsNamed(): void
    {
        $world = self::waiting(Plans::closeWeb(), 'SELECT 1');
        $world->confirmWhenAsked();
        $world->player()->run();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertEquals((object) [], $world->desk->status['objects']);
    }

    public function testRulesThatAreNotInForceWhenItIsConfirmedAreTold(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->time->whenPassed[] = static function () use ($world): void {
            if ($world->phase() === 'waiting') {
                $world->firewall->flush();
                $world->firewall->isBroken = true;
                $world->desk->wishes[] = $world->confirmation($world->server->now());
            }
        };
        $world->player()->run();
        self::assertSame(['done', 'not-in-force'], [$world->phase(), $world->reason()]);
    }

    public function testKilledAfterTheConfirmationItIsConfirmed(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::closeWeb());
        $world->confirmWhenAsked();
        $isKilled = false;
        $world->time->whenPassed[] = static function () use ($world, &$isKilled): void {
            if (!$isKilled && ($world->records->load()->isConfirmed ?? false)) {
                $isKilled = true;
                $world->fate->killOn = 'before record';
            }
        };
        self::assertSame(1, $world->runToTheEnd());
        self::assertSame('done', $world->phase());
    }

    public function testWhatSomebodyOpenedMeanwhileIsPutBackAndNamed(): void
    {
        $world = self::waiting(Plans::closeWeb(), self::box('SSH', 'allow') . "; UPDATE m_NetworkFilters SET description = 'mine' WHERE id = 4");
        $before = $world->rows();
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
        self::assertEquals((object) ['rule:4' => 'put-back'], $world->desk->status['objects']);
    }

    public function testWhatSomebodyClosedMeanwhileStaysClosedAndIsNamed(): void
    {
        $world = self::waiting(Plans::closeWeb(), self::box('SIP', 'block'));
        $world->player()->run();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        $boxes = $world->reader->read()->boxes(4);
        self::assertTrue($boxes['WEB'], 'what the plan closed is open again');
        self::assertTrue($boxes['SSH']);
        self::assertFalse($boxes['SIP'], 'what somebody else closed is not');
        self::assertEquals((object) ['rule:4' => 'left'], $world->desk->status['objects']);
        self::assertContains('plan/undone', $world->told());
    }

    public function testKilledOnThatWayBackItEndsTheSameWay(): void
    {
        foreach (['before putting back', 'after putting back'] as $moment) {
            $world = self::waiting(Plans::closeWeb(), self::box('SIP', 'block'));
            $world->fate->killOn = $moment;
            self::assertSame(1, $world->runToTheEnd());
            self::assertSame('undone', $world->phase());
            $boxes = $world->reader->read()->boxes(4);
            self::assertSame([true, false], [$boxes['WEB'], $boxes['SIP']], $moment);
            self::assertEquals((object) ['rule:4' => 'left'], $world->desk->status['objects'], $moment);
        }
    }

    /**
     * @dataProvider numbers
     */
    public function testOfBansTheStricterNumbersStay(string $set, string $column, string $then, string $named): void
    {
        $world = self::waiting(Plans::stricterBans(), "UPDATE m_Fail2BanRules SET $set WHERE id = 1");
        $before = $world->reader->read()->fail2ban() ?? [];
        $world->player()->run();
        self::assertSame('undone', $world->phase());
        self::assertEquals((object) ['fail2ban' => $named], $world->desk->status['objects']);
        $now = $world->reader->read()->fail2ban() ?? [];
        self::assertSame($then === '' ? $before[$column] : $then, $now[$column]);
        unset($before[$column], $now[$column]);
        self::assertSame($before, $now, 'everything else is as before');
    }

    /**
     * @return array<string, array{string, string, string, string}>
     */
    public function numbers(): array
    {
        return [
            'fewer tries' => ["maxretry = '3'", 'maxretry', '3', 'left'],
            'more tries' => ["maxretry = '50'", 'maxretry', '', 'put-back'],
            'counted for longer' => ["findtime = '99999'", 'findtime', '99999', 'left'],
            'counted for a moment' => ["findtime = '60'", 'findtime', '', 'put-back'],
            'banned for ever' => ["bantime = '-1'", 'bantime', '-1', 'left'],
            'banned for a moment' => ["bantime = '60'", 'bantime', '', 'put-back'],
            'fewer are exempt' => ["whitelist = '192.168.7.50'", 'whitelist', '192.168.7.50', 'left'],
            'others are exempt' => ["whitelist = '192.168.7.50 198.51.100.1'", 'whitelist', '', 'put-back'],
        ];
    }

    private static function box(string $category, string $action): string
    {
        return "UPDATE m_FirewallRules SET action = '$action' WHERE networkfilterid = 4 AND category = '$category'";
    }

    /**
     * @param array<string, mixed> $plan
     */
    private static function waiting(array $plan, string $sql): PlanWorld
    {
        $world = new PlanWorld();
        $world->accept($plan);
        $isDone = false;
        $world->time->whenPassed[] = static function () use ($world, $sql, &$isDone): void {
            if (!$isDone && $world->phase() === 'waiting') {
                $isDone = true;
                $world->pdo->exec($sql);
            }
        };
        return $world;
    }
}
