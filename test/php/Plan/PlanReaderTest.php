<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Plan;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * What a plan may say: the last value of each kind that is played, and the first that is not.
 */
final class PlanReaderTest extends TestCase
{
    /**
     * @dataProvider fields
     *
     * @param mixed $value
     */
    public function testBoundsOfAPlan(string $field, $value, bool $fits): void
    {
        self::assertSame($fits ? null : "plan.$field", self::refusedField([explode('.', $field)[0] => $value] + Plans::stricterBans()));
    }

    /**
     * @return array<string, array{string, mixed, bool}>
     */
    public function fields(): array
    {
        $confirm = static fn (int $seconds, string $because = 'bans'): array => ['seconds' => $seconds, 'because' => $because];
        $parts = static fn (int $count): array => array_merge(['fail2ban'], array_map(static fn (int $n): string => "part$n", range(2, $count)));
        return [
            'version 0' => ['version', 0, false],
            'version 1' => ['version', 1, true],
            'version 2' => ['version', 2, false],
            'no asker' => ['asker', '192.168.7.50', false],
            'an asker of two characters' => ['asker', ['address' => '::'], true],
            'an asker of one' => ['asker.address', ['address' => ':'], false],
            'a name' => ['asker.address', ['address' => 'localhost'], false],
            'a release' => ['release', str_repeat('a', 50), true],
            'a release too long' => ['release', str_repeat('a', 51), false],
            'a digest' => ['factsDigest', str_repeat('0', 63), false],
            'no parts' => ['parts', [], false],
            'thirty parts' => ['parts', $parts(30), true],
            'one more' => ['parts', $parts(31), false],
            'a part with a dash' => ['parts', ['fail-2ban'], false],
            'no confirmation' => ['confirm', null, true],
            'a confirmation that is none' => ['confirm', 300, false],
            '59 seconds' => ['confirm.seconds', $confirm(59), false],
            '60 seconds' => ['confirm', $confirm(60), true],
            'an hour' => ['confirm', $confirm(3600), true],
            'one second more' => ['confirm.seconds', $confirm(3601), false],
            'because of a login' => ['confirm', $confirm(60, 'login'), true],
            'because of reach' => ['confirm', $confirm(60, 'reach'), true],
            'because of nothing' => ['confirm.because', $confirm(60, 'mood'), false],
            'no undo' => ['undo', [], true],
            'no steps' => ['steps', [], false],
        ];
    }

    /**
     * @dataProvider numbers
     */
    public function testNumbersOfBans(string $name, int $value, bool $fits): void
    {
        $step = ['kind' => 'fail2ban.patch', 'maxretry' => 5, 'findtime' => 600, 'bantime' => 600, 'whitelist' => null];
        self::assertSame($fits, self::refusedField(self::steps([[$name => $value] + $step])) === null);
    }

    /**
     * @return array<string, array{string, int, bool}>
     */
    public function numbers(): array
    {
        $cases = [];
        foreach (['maxretry' => [1, 100], 'findtime' => [60, 31536000], 'bantime' => [60, 31536000]] as $name => [$least, $most]) {
            foreach ([[$least - 1, false], [$least, true], [$most, true], [$most + 1, false]] as [$value, $fits]) {
                $cases["$name $value"] = [$name, $value, $fits];
            }
        }
        return $cases;
    }

    /**
     * @dataProvider lists
     *
     * @param list<mixed> $list
     */
    public function testTheListOfTrustedAddresses(array $list, bool $fits): void
    {
        $step = ['kind' => 'fail2ban.patch', 'maxretry' => 5, 'findtime' => 600, 'bantime' => 600, 'whitelist' => $list];
        self::assertSame($fits, self::refusedField(self::steps([$step])) === null);
    }

    /**
     * @return array<string, array{list<mixed>, bool}>
     */
    public function lists(): array
    {
        $long = array_map(static fn (int $n): string => "203.0.113.$n", range(100, 134));
        return [
            'none' => [[], true],
            'a network' => [['10.0.0.0/8', '2001:db8::/32'], true],
            'no network' => [['10.0.0.0/33'], false],
            'a name' => [['office.example'], false],
            'a hundred' => [array_fill(0, 100, '::1'), true],
            'one more' => [array_fill(0, 101, '::1'), false],
            '500 characters' => [array_merge($long, ['10.10.10.1']), true],
            '501 characters' => [array_merge($long, ['10.10.10.10']), false],
        ];
    }

    /**
     * @dataProvider rules
     *
     * @param array<string, mixed> $changes
     */
    public function testANewRule(array $changes, bool $fits): void
    {
        self::assertSame($fits, self::refusedField(self::steps([$changes + self::step('firewall.create')])) === null);
    }

    /**
     * @return array<string, array{array<string, mixed>, bool}>
     */
    public function rules(): array
    {
        return [
            'as it is' => [[], true],
            'all of the internet' => [['network' => '0.0.0.0', 'subnet' => 0], false],
            'half of it' => [['network' => '0.0.0.0', 'subnet' => 1], true],
            'one address' => [['network' => '10.0.0.1', 'subnet' => 32], true],
            'more than an address' => [['network' => '10.0.0.1', 'subnet' => 33], false],
            'one of IPv6' => [['network' => '2001:db8::1', 'subnet' => 128], true],
            'more than that' => [['network' => '2001:db8::1', 'subnet' => 129], false],
            'bits of a host' => [['network' => '10.0.0.1'], false],
            'otherwise written' => [['network' => '2001:DB8::', 'subnet' => 32], false],
            'a name with a blank before it' => [['description' => ' Office'], false],
            'a name with markup' => [['description' => '<b>Office'], false],
            'a name of a hundred characters' => [['description' => str_repeat('ж', 100)], true],
            'one more' => [['description' => str_repeat('ж', 101)], false],
            'no name' => [['description' => ''], false],
            'a truth that is a number' => [['newer_block_ip' => 1], false],
            'another one' => [['local_network' => 0], false],
        ];
    }

    /**
     * @dataProvider references
     *
     * @param mixed $id
     */
    public function testARuleIsThereOrMadeEarlier($id, bool $fits): void
    {
        $create = self::step('firewall.create');
        $field = self::refusedField(self::steps([$create, ['id' => $id] + self::step('firewall.patch')]));
        self::assertSame($fits, $field === null, (string) $field);
    }

    /**
     * @return array<string, array{mixed, bool}>
     */
    public function references(): array
    {
        return [
            'the first' => [1, true],
            'none' => [0, false],
            'the last' => [2147483647, true],
            'one more' => [2147483648, false],
            'made by the first step' => [['$from' => 'step1.id'], true],
            'made by itself' => [['$from' => 'step2.id'], false],
            'made later' => [['$from' => 'step3.id'], false],
            'made by no step' => [['$from' => 'step0.id'], false],
            'made by a step far away' => [['$from' => 'step1000.id'], false],
        ];
    }

    public function testAPlanHasTwoThousandStepsAndAsManyEntriesOfWhatIsKept(): void
    {
        $step = ['kind' => 'firewall.switch', 'enabled' => true];
        $kept = ['kind' => 'rule-order'];
        self::assertNull(self::refusedField(self::steps(array_fill(0, 2000, $step), array_fill(0, 2000, $kept))));
        self::assertSame('plan.steps', self::refusedField(self::steps(array_fill(0, 2001, $step))));
        self::assertSame('plan.undo', self::refusedField(self::steps([$step], array_fill(0, 2001, $kept))));
    }

    /**
     * @dataProvider kept
     *
     * @param array<string, mixed> $entry
     */
    public function testWhatAPlanMaySayOfWhatIsKept(array $entry, bool $fits): void
    {
        $step = ['kind' => 'firewall.switch', 'enabled' => true];
        self::assertSame($fits, self::refusedField(self::steps([$step], [$entry])) === null);
    }

    /**
     * @return list<array{array<string, mixed>, bool}>
     */
    public function kept(): array
    {
        $cases = [];
        foreach (['rule', 'ami-user', 'ari-user'] as $kind) {
            foreach ([[0, false], [1, true], [2147483647, true], [2147483648, false], ['1', false]] as [$id, $fits]) {
                $cases[] = [['kind' => $kind, 'id' => $id], $fits];
            }
        }
        $made = ['$from' => 'step1.id'];
        return array_merge($cases, [
            [['kind' => 'new-rule', 'id' => $made], true], [['kind' => 'ami-user', 'id' => $made], false],
            [['kind' => 'setting', 'key' => 'PBXFail2BanEnabled'], true], [['kind' => 'setting', 'key' => 'SIPAuthPrefix'], true],
            [['kind' => 'setting', 'key' => 'WebAdminPassword'], false], [['kind' => 'setting'], false],
            [['kind' => 'login', 'which' => 'web'], true], [['kind' => 'login', 'which' => 'root'], false],
            [['kind' => 'account', 'number' => '201'], true], [['kind' => 'account', 'number' => 201], false],
            [['kind' => 'rule-order', 'id' => 1], false], [['kind' => 'rule', 'id' => 1, 'number' => '201'], false],
            [['kind' => 'everything'], false],
        ]);
    }

    public function testAPlanThatRenewsDoesNothingBesidesThatOpensOrCloses(): void
    {
        [$spare, $unban, $secret] = [self::stepOf('fail2ban.patch'), self::stepOf('fail2ban.unban'), self::stepOf('account.secret')];
        self::assertNull(self::refusedField(self::steps([$spare, $unban, $secret])));
        self::assertSame('plan.steps[1].kind', self::refusedField(self::steps([$secret, self::step('firewall.patch')])));
        self::assertSame('plan.steps[0].kind', self::refusedField(self::steps([self::step('firewall.create'), $secret])));
        $password = ['kind' => 'login.password', 'which' => 'web', 'password' => ['$typed' => true]];
        self::assertNull(self::refusedField(self::steps([$password])));
        self::assertSame('plan.steps[1].kind', self::refusedField(self::steps([$password, $unban])));
    }

    /**
     * @return array<string, mixed>
     */
    private static function stepOf(string $kind): array
    {
        switch ($kind) {
            case 'fail2ban.patch':
                return ['kind' => $kind, 'maxretry' => 5, 'findtime' => 600, 'bantime' => 600, 'whitelist' => ['10.0.0.1']];
            case 'fail2ban.unban':
                return ['kind' => $kind, 'networks' => ['10.0.0.1']];
            default:
                return ['kind' => $kind, 'number' => '201', 'secret' => ['$secret' => ['length' => 20]]];
        }
    }

    public function testAStepThatMakesNothingIsNothingToReferTo(): void
    {
        $patch = self::step('firewall.patch');
        self::assertSame(
            'plan.steps[1].id',
            self::refusedField(self::steps([$patch, ['id' => ['$from' => 'step1.id']] + $patch]))
        );
    }

    public function testWhatIsKeptIsSaidExactly(): void
    {
        $says = static function (array $undo, bool $hasOrder = true): bool {
            return self::read(['undo' => $undo] + Plans::closeWeb())->saysItsUndo($hasOrder);
        };
        $made = ['kind' => 'new-rule', 'id' => ['$from' => 'step1.id']];
        $rule = ['kind' => 'rule', 'id' => 4];
        $order = ['kind' => 'rule-order'];
        self::assertTrue($says([$made, $rule, $order]));
        self::assertTrue($says([$order, ['id' => 4, 'kind' => 'rule'], $made, $rule]), 'in any order, and twice');
        self::assertFalse($says([$made, $rule]));
        self::assertTrue($says([$made, $rule], false));
        self::assertFalse($says([$made, $rule, $order, ['kind' => 'fail2ban']]));
        self::assertFalse($says([$made, ['kind' => 'rule', 'id' => 5], $order]));
        self::assertFalse($says([$made, $rule, ['kind' => 'setting', 'key' => 'PBXFirewallEnabled']]));
        self::assertFalse($says([]));
    }

    public function testTwoStepsAtOneRuleKeepItOnce(): void
    {
        $patch = self::step('firewall.patch');
        $plan = self::read(self::steps([$patch, $patch], [['kind' => 'rule', 'id' => 4]]));
        self::assertTrue($plan->saysItsUndo(true));
        self::assertCount(1, $plan->objects(true));
        self::assertFalse($plan->isUndo());
    }

    public function testAPlanIsForItsRelease(): void
    {
        $plan = self::read(Plans::stricterBans());
        self::assertTrue($plan->isFor('2026.1.223'));
        self::assertTrue($plan->isFor(" 2026.1.223\n"));
        self::assertFalse($plan->isFor('2026.1.224'));
        self::assertTrue((new Plan('a', '', [], '', null))->isFor('2026.1.224'));
    }

    public function testAPlanStandsWithoutTheEndOfBansUnlessItIsAllThatItDoes(): void
    {
        $plan = self::read(Plans::stricterBans());
        [$patch, $unban] = $plan->steps();
        self::assertTrue($plan->standsWithout($unban));
        self::assertFalse($plan->standsWithout($patch));
        $alone = self::read(Plans::oneStep('fail2ban.unban'));
        self::assertFalse($alone->standsWithout($alone->steps()[0]));
    }

    public function testInBriefAreNoBoxesAndNoLists(): void
    {
        self::assertSame([
            ['kind' => 'firewall.create', 'network' => '192.168.7.48', 'subnet' => 28],
            ['kind' => 'firewall.patch', 'id' => 4],
        ], self::read(Plans::closeWeb())->brief());
        self::assertSame([['kind' => 'fail2ban.patch', 'maxretry' => 5], ['kind' => 'fail2ban.unban']], self::read(Plans::stricterBans())->brief());
        self::assertSame([['kind' => 'firewall.switch', 'enabled' => false]], self::read(Plans::oneStep('firewall.switch'))->brief());
    }

    public function testWordsForPeopleAreNotKept(): void
    {
        $sent = self::sent(Plans::closeWeb());
        $essence = PlanReader::essence($sent);
        self::assertSame(
            ['version', 'action', 'release', 'parts', 'factsDigest', 'asker', 'steps', 'undo', 'confirm'],
            array_keys(get_object_vars($essence))
        );
        self::assertStringNotContainsString('says', (string) json_encode($essence));
        self::assertStringContainsString('says', (string) json_encode($sent), 'what was sent stays as it is');
        self::assertEquals(self::read(Plans::closeWeb()), (new PlanReader())->read($essence));
        self::assertSame([], PlanReader::essence((object) ['steps' => 'x'])->steps);
        self::assertSame([], PlanReader::essence((object) ['steps' => ['x']])->steps);
    }

    /**
     * @return array<string, mixed>
     */
    private static function step(string $kind): array
    {
        $boxes = Plans::boxes(true, ['WEB']);
        return $kind === 'firewall.patch'
            ? ['kind' => $kind, 'id' => 4, 'newer_block_ip' => false, 'currentRules' => $boxes]
            : [
                'kind' => $kind, 'description' => 'Office', 'network' => '10.0.0.0', 'subnet' => 8,
                'newer_block_ip' => false, 'local_network' => false, 'currentRules' => $boxes,
            ];
    }

    /**
     * @param list<array<string, mixed>> $steps
     * @param list<array<string, mixed>> $undo
     *
     * @return array<string, mixed>
     */
    private static function steps(array $steps, array $undo = []): array
    {
        return Plans::plan('close-web-cti', $steps, $undo);
    }

    /**
     * @param array<string, mixed> $plan
     */
    private static function read(array $plan): Plan
    {
        return (new PlanReader())->read(self::sent($plan));
    }

    /**
     * @param array<string, mixed> $plan
     *
     * @return string|null null: it is taken
     */
    private static function refusedField(array $plan): ?string
    {
        try {
            self::read($plan);
            return null;
        } catch (Refused $refused) {
            return (string) ($refused->values()['field'] ?? '');
        }
    }

    /**
     * @param array<string, mixed> $plan
     */
    private static function sent(array $plan): stdClass
    {
        $sent = json_decode((string) json_encode($plan));
        self::assertInstanceOf(stdClass::class, $sent);
        return $sent;
    }
}
