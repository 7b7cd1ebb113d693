<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Rule;
use Modules\ModuleSecurityChecklist\Lib\Plan\RuleId;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;
use PHPUnit\Framework\TestCase;

/**
 * A rule of the firewall as a plan keeps, compares and puts it back.
 */
final class RuleTest extends TestCase
{
    private const FILTER = [
        'id' => '7', 'permit' => '10.8.0.0/24', 'description' => 'Office', 'newer_block_ip' => '0',
        'local_network' => '1', 'priority' => '3',
    ];
    private const NONE = ['filter' => null, 'rules' => []];

    /**
     * @return array<string, string>
     */
    private static function box(string $id, string $category, string $action, string $port = '80'): array
    {
        return [
            'id' => $id, 'category' => $category, 'action' => $action, 'networkfilterid' => '7', 'portfrom' => $port,
            'portto' => $port,
        ];
    }

    /**
     * @param array<string, string>       $filter
     * @param list<array<string, string>> $rules
     */
    private static function config(array $filter, array $rules): Config
    {
        return new Config($filter === [] ? [] : [7 => $filter], $rules, [], null, true, []);
    }

    /**
     * @return list<array<string, string>>
     */
    private static function boxes(): array
    {
        return [self::box('1', 'WEB', 'allow'), self::box('2', 'SSH', 'block', '22')];
    }

    public function testWhatIsThereIsKeptWithItsBoxes(): void
    {
        $rule = new Rule(RuleId::known(7));
        $config = self::config(self::FILTER, self::boxes());
        self::assertSame(['filter' => self::FILTER, 'rules' => self::boxes()], $rule->keep($config, new Made()));
        self::assertSame(
            [
                'there' => true, 'permit' => '10.8.0.0/24', 'name' => 'Office', 'neverBlock' => false, 'local' => true,
                'allowed' => ['WEB'], 'mixed' => [],
            ],
            $rule->state($config, new Made())
        );
    }

    public function testARuleThatIsNotThereIsKeptAsNothingWhateverRowsAreLeftOfIt(): void
    {
        $gone = self::config([], self::boxes());
        foreach ([RuleId::known(7), RuleId::madeBy(1)] as $id) {
            self::assertSame(self::NONE, (new Rule($id))->keep($gone, new Made()));
            self::assertSame(['there' => false], (new Rule($id))->state($gone, new Made()));
        }
        $made = new Made([1 => 7]);
        $there = self::config(self::FILTER, self::boxes());
        self::assertSame(self::NONE, (new Rule(RuleId::madeBy(1)))->keep($there, new Made()), 'it is not made yet');
        self::assertSame(self::FILTER, (new Rule(RuleId::madeBy(1)))->keep($there, $made)['filter']);
    }

    /**
     * @dataProvider changes
     *
     * @param array<string, string>       $filter
     * @param list<array<string, string>> $rules
     */
    public function testWhatCoreRenewsAndTheOrderAreNoChange(bool $isAsKept, array $filter, array $rules): void
    {
        $rule = new Rule(RuleId::known(7));
        $kept = $rule->keep(self::config(self::FILTER, self::boxes()), new Made());
        self::assertSame($isAsKept, $rule->isAsKept($kept, self::config($filter, $rules), new Made()));
    }

    /**
     * @return array<string, array{bool, array<string, string>, list<array<string, string>>}>
     */
    public function changes(): array
    {
        [$web, $ssh] = self::boxes();
        return [
            'nothing' => [true, self::FILTER, [$web, $ssh]],
            'its place among the others' => [true, ['priority' => '9'] + self::FILTER, [$web, $ssh]],
            'the order of rows' => [true, self::FILTER, [$ssh, $web]],
            'ports, which Core renews' => [true, self::FILTER, [['portfrom' => '81', 'portto' => '89'] + $web, $ssh]],
            'a name' => [false, ['description' => 'Other'] + self::FILTER, [$web, $ssh]],
            'a box' => [false, self::FILTER, [['action' => 'block'] + $web, $ssh]],
            'a row fewer' => [false, self::FILTER, [$web]],
            'all of it' => [false, [], []],
        ];
    }

    public function testWhatSomebodyMadeStricterStays(): void
    {
        $rule = new Rule(RuleId::known(7));
        $kept = ['filter' => ['newer_block_ip' => '1'] + self::FILTER, 'rules' => self::boxes()];
        $closed = [self::box('1', 'WEB', 'block'), self::box('2', 'SSH', 'block', '22')];
        $after = ['neverBlock' => true, 'allowed' => ['WEB'], 'mixed' => []];
        $now = self::config(self::FILTER, $closed);
        self::assertEquals(['filter' => self::FILTER, 'rules' => [$closed[1], $closed[0]]], $rule->merged($kept, $after, $now, new Made()));
        $half = [self::box('1', 'WEB', 'block'), self::box('3', 'WEB', 'allow', '443'), self::box('2', 'SSH', 'block', '22')];
        $unmarked = ['filter' => self::FILTER, 'rules' => self::boxes()];
        self::assertEquals($unmarked, $rule->merged($kept, $after, self::config(self::FILTER, $half), new Made()), 'a part of it is open still');
        $same = ['neverBlock' => false, 'allowed' => [], 'mixed' => []];
        self::assertSame($kept, $rule->merged($kept, $same, $now, new Made()), 'the plan closed it, and took the mark');
        self::assertSame($kept, $rule->merged($kept, $after, self::config([], []), new Made()), 'it is gone');
        self::assertSame(self::NONE, $rule->merged(self::NONE, $after, $now, new Made()), 'the plan made it');
    }

    public function testAPlansOwnRuleIsSettledOnceItIsMade(): void
    {
        $rule = new Rule(RuleId::madeBy(2));
        self::assertSame($rule, $rule->settled(new Made()));
        self::assertSame('rule:7', $rule->settled(new Made([2 => 7]))->key());
        self::assertSame([], $rule->owners());
    }

    public function testItIsPutBackAsItWas(): void
    {
        $restorer = $this->createMock(Restorer::class);
        $restorer->expects(self::once())->method('putRule')->with(7, self::FILTER, self::boxes());
        $restorer->expects(self::never())->method('removeRule');
        $kept = ['filter' => self::FILTER, 'rules' => self::boxes()];
        (new Rule(RuleId::known(7)))->putBack($kept, self::config([], []), new Made(), $restorer);
        (new Rule(RuleId::madeBy(1)))->putBack($kept, self::config([], []), new Made(), $restorer);
    }

    public function testWhatThePlanMadeIsTakenAwayUnlessItIsGoneOrSomebodyRefersToIt(): void
    {
        $rule = new Rule(RuleId::madeBy(1));
        $made = new Made([1 => 7]);
        $restorer = $this->createMock(Restorer::class);
        $restorer->expects(self::never())->method('putRule');
        $restorer->expects(self::once())->method('removeRule')->with(7);
        $rule->putBack(self::NONE, self::config(self::FILTER, self::boxes()), $made, $restorer);
        $rule->putBack(self::NONE, self::config([], []), $made, $restorer);
        $this->expectException(PlayFailed::class);
        $rule->putBack(self::NONE, new Config([7 => self::FILTER], self::boxes(), [], null, true, [7]), $made, $restorer);
    }

    public function testItIsForetoldAsItIsKept(): void
    {
        $now = self::config(['description' => 'Other'] + self::FILTER, []);
        $kept = ['filter' => self::FILTER, 'rules' => self::boxes()];
        $then = (new Rule(RuleId::known(7)))->predict($kept, $now, new Made());
        self::assertSame([self::FILTER, self::boxes()], [$then->filter(7), $then->rulesOf(7)]);
        self::assertSame($now, (new Rule(RuleId::madeBy(1)))->predict($kept, $now, new Made()), 'it is not made yet');
        self::assertNull((new Rule(RuleId::madeBy(1)))->predict(self::NONE, $now, new Made([1 => 7]))->filter(7));
    }

    public function testABoxOfWhichSomeRowsAreOpenIsNeither(): void
    {
        $mixed = [self::box('1', 'WEB', 'allow'), self::box('2', 'WEB', 'block', '443'), self::box('3', '1', 'allow')];
        $state = (new Rule(RuleId::known(7)))->state(self::config(['newer_block_ip' => '1'] + self::FILTER, $mixed), new Made());
        self::assertSame([true, [1], ['WEB']], [$state['neverBlock'], $state['allowed'], $state['mixed']]);
    }
}
