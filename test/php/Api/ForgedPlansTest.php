<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * Plans that our page would not send. None of them reaches the player.
 */
final class ForgedPlansTest extends ApiTestCase
{
    private PlanWorld $world;

    protected function setUp(): void
    {
        parent::setUp();
        $this->world = new PlanWorld();
        $this->world->pdo->exec("INSERT INTO m_Sip (id, uniqid, extension, type, secret, manualattributes) VALUES"
            . " (36, 'SIP-6', '206', 'peer', 'x', '[auth]\npassword = other')");
        $this->api->needs->config = new ConfigReader(new PdoRows($this->world->pdo), $this->world->traits);
        $this->api->needs->surroundings = $this->world->surroundings;
    }

    public function testThePlanOfOurPageIsHandedToThePlayer(): void
    {
        $nonce = $this->nonce(self::boss());
        $answer = $this->api->post('plans', ['plan' => Plans::closeWeb(), 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null], [], self::boss());
        self::assertSame(202, $answer->status(), $answer->body());
        [$job] = $this->api->plans->jobs;
        $plan = json_decode((string) json_encode($job['plan']), true);
        self::assertIsArray($plan);
        self::assertArrayNotHasKey('affected', $plan, 'what is for people stays here');
        self::assertStringNotContainsString('says', (string) json_encode($plan));
        self::assertSame([TestApi::at($answer, 'id'), 'boss', TestApi::ADDRESS], [$job['id'], $job['person'], $job['address']]);
        self::assertSame(hash('sha256', $nonce), $job['nonce']);
        self::assertEquals(new Arrival(new Connection('master 1', 7), false, null, true), Arrival::read($job['arrival']));
        self::assertStringNotContainsString($nonce, $this->api->everything() . json_encode($job), 'the nonce itself is kept nowhere');
        self::assertStringNotContainsString('session 1', $this->api->everything() . json_encode($job));
        self::assertSame(1, $this->api->plans->rings);
        self::assertSame(['plans'], $this->api->journal());
    }

    public function testTheCommentIsHandedOnAndTold(): void
    {
        $comment = str_repeat('ж', 180) . ' </b>\'; 1=1';
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => $comment, 'ends' => null, 'later' => null, 'typed' => null];
        self::assertSame(202, $this->api->post('plans', $body, [], self::boss())->status());
        self::assertSame($comment, $this->api->plans->jobs[0]['comment']);
        $told = TestApi::at($this->api->get('journal'), 'entries');
        self::assertIsArray($told);
        self::assertIsArray($told[0]);
        self::assertIsArray($told[0]['details']);
        self::assertSame($comment, $told[0]['details']['comment']);
    }

    public function testWhatMakesRulesAloneCanBeForAWhile(): void
    {
        $plan = ['confirm' => null] + Plans::oneStep('firewall.create');
        $body = ['plan' => $plan, 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => 3600, 'later' => null, 'typed' => null];
        self::assertSame(202, $this->api->post('plans', $body, [], self::boss())->status());
        self::assertSame(3600, $this->api->plans->jobs[0]['ends']);
        foreach ([2592000 => 202, 2592001 => 422] as $ends => $status) {
            self::assertSame($status, $this->begun($plan, $ends)->status(), "$ends seconds, of a plan without secrets");
        }
    }

    public function testPhonesOfThatMomentAreNotedBesideNewSecretsAlone(): void
    {
        $this->api->pbx->pbx->devices = [['account' => '205', 'address' => '9.9.9.9', 'userAgent' => 'Yealink', 'transport' => 'udp']];
        $notes = new RotationNotes(new Kept($this->api->needs->storage));
        foreach ([[Plans::rotation(['202', '201']), [205]], [Plans::closeWeb(), []]] as [$plan, $noted]) {
            $answer = $this->begun($plan, null);
            self::assertSame(202, $answer->status(), $answer->body());
            $id = TestApi::at($answer, 'id');
            self::assertSame($noted, array_keys($notes->phones(is_string($id) ? $id : '')));
        }
    }

    public function testTwentyCanWaitForTheirEndAndOthersBeginAllTheSame(): void
    {
        $ends = ['confirm' => null] + Plans::oneStep('firewall.create');
        foreach ([19 => 202, 20 => 409] as $waiting => $status) {
            $this->api->plans->status = ['phase' => 'done', 'due' => array_fill(0, $waiting, ['id' => '0123456789abcdef'])];
            self::assertSame($status, $this->begun($ends, 3600)->status(), "$waiting, for a while");
            self::assertSame($status, $this->begun(Plans::rotation(['202', '201']), null)->status(), "$waiting, which renews secrets");
            self::assertSame(202, $this->begun(Plans::closeWeb(), null)->status(), "$waiting, for good");
        }
    }

    /**
     * @param array<string, mixed> $plan
     */
    private function begun(array $plan, ?int $ends): Answer
    {
        $this->api->plans->isWaiting = false;
        $body = ['plan' => $plan, 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => $ends, 'later' => null, 'typed' => null];
        return $this->api->post('plans', $body, [], self::boss());
    }

    public function testOneForLaterIsHandedOnByTheCalendarOfThePbx(): void
    {
        self::assertSame(202, $this->later(self::boss())->status());
        self::assertEquals(
            ['at' => '2026-11-23T22:00:00+03:00', 'until' => '2026-11-23T22:15:00+03:00'],
            $this->api->plans->jobs[0]['later']
        );
        $told = TestApi::at($this->api->get('journal'), 'entries', '0', 'details', 'at');
        self::assertSame('2026-11-23T22:00:00+03:00', $told);
    }

    public function testOneAtATimeForLater(): void
    {
        $later = ['id' => 'fedcba9876543210', 'phase' => 'accepted'];
        $this->api->plans->status = ['id' => null, 'phase' => 'dismissed', 'later' => $later];
        self::assertRefused(409, 'another-later', $this->later(self::boss()));
        $this->api->plans->status = ['later' => ['phase' => 'refused'] + $later] + $this->api->plans->status;
        self::assertSame(202, $this->later(self::boss())->status(), 'what only has to be seen is in nobody\'s way');
    }

    public function testChangesByHandAreWatchedFromNowOnAndByNothingElse(): void
    {
        $watch = Plans::watchEdits();
        $body = ['plan' => $watch, 'nonce' => $this->nonce(self::boss()), 'comment' => 'by hand', 'ends' => null, 'later' => null, 'typed' => null];
        $later = ['at' => '2026-11-23T22:00', 'until' => '2026-11-23T22:15', 'zone' => 'Europe/Moscow'];
        $close = Plans::closeWeb();
        $two = ['steps' => array_merge((array) $watch['steps'], (array) $close['steps'])] + $watch;
        foreach ([['ends' => 600], ['later' => $later], ['plan' => $two]] as $forged) {
            self::assertRefused(422, 'invalid', $this->api->post('plans', $forged + $body, [], self::boss()));
        }
        self::assertSame(202, $this->api->post('plans', $body, [], self::boss())->status());
        self::assertCount(1, $this->api->plans->jobs);
    }

    public function testWhatCannotBeConfirmedThenIsRefusedNow(): void
    {
        $this->world->surroundings->tellsPeopleApart = false;
        self::assertRefused(409, 'behind-proxy', $this->later(self::boss()));
        self::assertSame([], $this->api->plans->jobs);
    }

    public function testWhatRenewsSecretsIsNotForLater(): void
    {
        $later = ['at' => '2026-11-23T22:00', 'until' => '2026-11-23T22:15', 'zone' => 'Europe/Moscow'];
        $body = ['nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => $later, 'typed' => null];
        $body['plan'] = Plans::rotation(['202', '201']);
        self::assertRefused(422, 'invalid', $this->api->post('plans', $body, [], self::boss()));
        self::assertSame(202, $this->api->post('plans', ['later' => null] + $body, [], self::boss())->status());
    }

    public function testWhatIsForAWhileIsNotForLater(): void
    {
        $body = ['plan' => ['confirm' => null] + Plans::oneStep('firewall.create'), 'ends' => 3600];
        self::assertRefused(422, 'invalid', $this->later(self::boss(), $body));
    }

    /**
     * @param array<string, mixed> $body
     */
    private function later(Caller $caller, array $body = []): \Modules\ModuleSecurityChecklist\Lib\Api\Answer
    {
        return $this->api->post('plans', $body + [
            'plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null,
            'later' => ['at' => '2026-11-23T22:00', 'until' => '2026-11-23T22:15', 'zone' => 'Europe/Moscow'],
            'typed' => null,
        ], [], $caller);
    }

    /**
     * @dataProvider forged
     *
     * @param callable(array<string, mixed>): (array<string, mixed>|string) $forge the body of the request
     * @param array<string, string|null>                                   $headers
     */
    public function testForgedPlansAreRefused(
        callable $forge,
        int $status,
        string $code,
        array $headers = [],
        ?Caller $caller = null
    ): void {
        $nonce = $this->nonce(self::boss());
        $body = $forge(['plan' => Plans::closeWeb(), 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
        $answer = $this->api->post('plans', $body, $headers, $caller ?? self::boss());
        self::assertRefused($status, $code, $answer);
        self::assertSame([], $this->api->plans->jobs);
        self::assertNotContains('plans', $this->api->journal());
        if ($code !== 'plan-running') {
            $good = ['plan' => Plans::closeWeb(), 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
            self::assertSame(202, $this->api->post('plans', $good, [], self::boss())->status(), 'the nonce is still good');
        }
    }

    public function testNewSecretsAreTakenForADayAtMost(): void
    {
        $plan = Plans::rotation(['202', '201']);
        foreach ([86401 => 422, 86400 => 202] as $ends => $status) {
            $body = ['plan' => $plan, 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => $ends, 'later' => null, 'typed' => null];
            self::assertSame($status, $this->api->post('plans', $body, [], self::boss())->status(), "$ends seconds");
        }
        self::assertCount(1, $this->api->plans->jobs);
    }

    /**
     * Forms of a new secret, or of what renews one, that nobody of ours sends.
     *
     * @return iterable<string, array{callable(array<string, mixed>): mixed, int, string}>
     */
    private static function forgedSecrets(): iterable
    {
        $with = static function (array $step, array $undo, array $before = []): callable {
            return static function (array $body) use ($step, $undo, $before): array {
                $plan = ['steps' => array_merge($before, [$step]), 'undo' => $undo] + Plans::rotation([]);
                return ['plan' => ['parts' => ['accounts', 'ami', 'ari', 'sip', 'fail2ban', 'firewall', 'ports']] + $plan] + $body;
            };
        };
        $of = static function ($secret, $number = '201') use ($with): callable {
            return $with(
                ['kind' => 'account.secret', 'number' => $number, 'secret' => $secret],
                [['kind' => 'account', 'number' => $number]]
            );
        };
        $made = ['$secret' => ['length' => 20]];
        yield 'a secret of its own' => [$of('Zk4nQ8wT2rB6vM3x'), 422, 'invalid'];
        yield 'a secret in the placeholder' => [$of(['$secret' => 'Zk4nQ8wT2rB6vM3x']), 422, 'invalid'];
        yield 'a secret beside the placeholder' => [$of($made + ['is' => 'Zk4nQ8wT2rB6vM3x']), 422, 'invalid'];
        yield 'a secret from somewhere' => [$of(['$from' => 'step1.id']), 422, 'invalid'];
        yield 'no secret' => [$of(null), 422, 'invalid'];
        foreach (['short' => 15, 'long' => 65, 'half' => 20.5, 'as a text' => '20'] as $name => $length) {
            yield "a length: $name" => [$of(['$secret' => ['length' => $length]]), 422, 'invalid'];
        }
        foreach (['letters' => '20a', 'a pattern' => '%', 'a path' => '../201', 'a number' => 201, 'none' => ''] as $name => $number) {
            yield "an extension: $name" => [$of($made, $number), 422, 'invalid'];
        }
        yield 'an extension that there is not' => [$of($made, '999'), 409, 'no-such-owner'];
        yield 'a user of AMI that there is not' => [
            $with(['kind' => 'ami.secret', 'id' => 20, 'secret' => $made], [['kind' => 'ami-user', 'id' => 20]]), 409, 'no-such-owner',
        ];
        yield 'one whose manual attributes decide' => [$of($made, '206'), 409, 'secret-overridden'];
        yield 'the undo of another extension' => [
            $with(['kind' => 'account.secret', 'number' => '201', 'secret' => $made], [['kind' => 'account', 'number' => '202']]),
            422, 'undo-differs',
        ];
        yield 'a rule beside it' => [
            $with(
                ['kind' => 'account.secret', 'number' => '201', 'secret' => $made],
                [['kind' => 'account', 'number' => '201'], ['kind' => 'setting', 'key' => 'PBXFirewallEnabled']],
                [['kind' => 'firewall.switch', 'enabled' => false]]
            ), 422, 'invalid',
        ];
        foreach (['a digit' => 'abc1', 'a line feed' => "abc\n", 'none' => '', 'letters of elsewhere' => 'абв', 'long' => str_repeat('a', 51)] as $name => $suffix) {
            yield "a suffix: $name" => [
                $with(['kind' => 'sip.suffix', 'suffix' => $suffix], [['kind' => 'setting', 'key' => 'SIPAuthPrefix']]), 422, 'invalid',
            ];
        }
        yield 'a user of ARI that there is not' => [
            $with(['kind' => 'ari.secret', 'id' => 77, 'secret' => $made], [['kind' => 'ari-user', 'id' => 77]]), 409, 'no-such-owner',
        ];
    }

    /**
     * @return iterable<string, array{0: callable(array<string, mixed>): mixed, 1: int, 2: string, 3?: array<string, string|null>, 4?: Caller}>
     */
    public function forged(): iterable
    {
        $as = static function (array $body): array {
            return $body;
        };
        $plan = static function (array $changes): callable {
            return static function (array $body) use ($changes): array {
                return ['plan' => array_replace(Plans::closeWeb(), $changes)] + $body;
            };
        };
        $step = static function (int $index, array $changes) use ($plan): callable {
            $steps = Plans::closeWeb()['steps'];
            assert(is_array($steps) && is_array($steps[$index]));
            $steps[$index] = array_replace($steps[$index], $changes);
            return $plan(['steps' => $steps]);
        };
        $only = static function (array $step, array $undo = []) use ($plan): callable {
            return $plan(['steps' => [$step + ['says' => []]], 'undo' => $undo]);
        };
        $bans = ['kind' => 'fail2ban.patch', 'maxretry' => 5, 'findtime' => 600, 'bantime' => 600, 'whitelist' => null];
        $boss = static function (string $address, ?Connection $connection, bool $isForwarded = false): Caller {
            return Caller::person('boss', true, 'session 1', $address)->over($connection, $isForwarded);
        };
        $known = new Connection('master 1', 7);

        yield 'another person with this nonce' => [
            $as, 403, 'bad-nonce', [], Caller::person('deputy', true, 'session 1', TestApi::ADDRESS)->over($known, false),
        ];
        yield 'the same person in another login' => [
            $as, 403, 'bad-nonce', [], Caller::person('boss', true, 'session 2', TestApi::ADDRESS)->over($known, false),
        ];
        yield 'from another address' => [$as, 403, 'other-asker', [], $boss('192.168.7.51', $known)];
        yield 'an API key' => [$as, 403, 'no-person', [], Caller::key('1', TestApi::ADDRESS)];
        yield 'a process of the PBX' => [$as, 403, 'no-person', [], Caller::process('127.0.0.1')];
        yield 'another role' => [$as, 403, 'not-an-admin', [], Caller::person('clerk', false, 's', TestApi::ADDRESS)];
        yield 'nobody' => [$as, 401, 'not-signed-in', [], Caller::nobody(TestApi::ADDRESS)];
        yield 'another site' => [$as, 403, 'wrong-origin', ['Origin' => 'https://evil.example']];
        yield 'a page without origin' => [$as, 403, 'wrong-origin', ['Origin' => 'null']];
        yield 'caused by another site' => [$as, 403, 'wrong-origin', ['Sec-Fetch-Site' => 'cross-site']];
        yield 'another port of this host' => [$as, 403, 'wrong-origin', ['Origin' => 'https://pbx.example:9443']];
        yield 'without a page token' => [$as, 403, 'no-page-token', ['X-Security-Checklist' => null]];
        yield 'with a made-up page token' => [$as, 403, 'no-page-token', ['X-Security-Checklist' => '1.' . str_repeat('0', 32)]];
        yield 'as a form' => [$as, 415, 'not-json', ['Content-Type' => 'application/x-www-form-urlencoded']];
        yield 'no JSON' => [static function (): string {
            return '{"plan":';
        }, 400, 'not-json'];
        $later = ['at' => '2026-11-23T22:00', 'until' => '2026-11-23T22:15', 'zone' => 'Europe/Moscow'];
        $times = [
            'words' => 'tonight',
            'no zone' => array_diff_key($later, ['zone' => 1]),
            'one field too many' => $later + ['cause' => 'console'],
            'a zone that is none' => ['zone' => 'Europe/Nowhere'] + $later,
            'a zone that is a path' => ['zone' => '../../etc/passwd'] + $later,
            'a time that was' => ['at' => '2026-11-23T11:59', 'until' => '2026-11-23T12:14'] + $later,
            'years ahead' => ['at' => '2036-11-23T22:00', 'until' => '2036-11-23T22:15'] + $later,
            'no time to confirm' => ['until' => '2026-11-23T22:01'] + $later,
            'a day to confirm' => ['until' => '2026-11-24T22:00'] + $later,
            'with seconds' => ['at' => '2026-11-23T22:00:00'] + $later,
            'a day that is none' => ['at' => '2026-11-31T22:00'] + $later,
        ];
        foreach ($times as $name => $time) {
            yield "later: $name" => [static function (array $body) use ($time): array {
                return ['later' => $time] + $body;
            }, 422, 'invalid'];
        }
        yield 'later, by another calendar than the page showed' => [static function (array $body) use ($later): array {
            return ['later' => ['zone' => 'Europe/Berlin'] + $later] + $body;
        }, 409, 'other-clock'];
        foreach (['a moment' => 59, 'half a second' => 60.5, 'a year' => 31536000, 'words' => 'tomorrow'] as $name => $ends) {
            yield "an end: $name" => [static function (array $body) use ($ends): array {
                return ['ends' => $ends] + $body;
            }, 422, 'invalid'];
        }
        yield 'an end of what changes a rule' => [static function (array $body): array {
            return ['ends' => 3600] + $body;
        }, 422, 'invalid'];
        foreach (['too long' => str_repeat('a', 201), 'two lines' => "a\nb", 'a number' => 7, 'none at all' => null] as $name => $comment) {
            yield "a comment: $name" => [static function (array $body) use ($comment): array {
                return ['comment' => $comment] + $body;
            }, 422, 'invalid'];
        }
        yield 'too large' => [static function (array $body): array {
            return ['nonce' => str_repeat('a', 1100000)] + $body;
        }, 413, 'too-large'];
        yield 'nobody knows the connection' => [$as, 409, 'no-proof', [], $boss(TestApi::ADDRESS, null)];
        yield 'through a proxy' => [$as, 409, 'behind-proxy', [], $boss(TestApi::ADDRESS, $known, true)];
        yield 'from the PBX itself' => [
            $plan(['asker' => ['address' => '127.0.0.1', 'networks' => []]]), 409, 'locked-out', [], $boss('127.0.0.1', $known),
        ];

        foreach (['', 'ABCDEF0123456789ABCDEF0123456789', '../../../etc/passwd', str_repeat('0', 33)] as $nonce) {
            yield "nonce '$nonce'" => [static function (array $body) use ($nonce): array {
                return ['nonce' => $nonce] + $body;
            }, 422, 'invalid'];
        }
        yield 'a nonce that nobody gave' => [static function (array $body): array {
            return ['nonce' => str_repeat('0', 32)] + $body;
        }, 403, 'bad-nonce'];
        yield 'a nonce that is no text' => [static function (array $body): array {
            return ['nonce' => 7] + $body;
        }, 422, 'invalid'];
        yield 'one more field beside' => [static function (array $body): array {
            return $body + ['force' => true];
        }, 422, 'invalid'];
        yield 'no plan' => [static function (array $body): array {
            return ['plan' => null] + $body;
        }, 422, 'invalid'];
        yield 'a list for a plan' => [static function (array $body): array {
            return ['plan' => []] + $body;
        }, 422, 'invalid'];

        yield 'one more field' => [$plan(['shell' => 'id']), 422, 'invalid'];
        yield 'another version' => [$plan(['version' => 2]), 422, 'invalid'];
        yield 'the version as a text' => [$plan(['version' => '1']), 422, 'invalid'];
        yield 'another release' => [$plan(['release' => '2024.1.114']), 409, 'stale-plan'];
        yield 'an action that is a path' => [$plan(['action' => '../close']), 422, 'invalid'];
        yield 'another digest' => [$plan(['factsDigest' => str_repeat('b', 64)]), 409, 'stale-plan'];
        yield 'a digest that is none' => [$plan(['factsDigest' => 'aaaa']), 422, 'invalid'];
        yield 'parts that the steps do not rest on' => [$plan(['parts' => ['updates']]), 422, 'parts-missing'];
        yield 'a part of secrets' => [$plan(['parts' => ['firewall', 'ports', 'secrets']]), 422, 'parts-missing'];
        yield 'a part that is a path' => [$plan(['parts' => ['../firewall']]), 422, 'invalid'];
        yield 'no parts' => [$plan(['parts' => []]), 422, 'invalid'];
        yield 'without steps' => [$plan(['steps' => []]), 422, 'invalid'];
        yield 'steps as an object' => [$plan(['steps' => ['a' => 1]]), 422, 'invalid'];
        yield 'more than two thousand steps' => [$plan(['steps' => array_fill(0, 2001, ['kind' => 'fail2ban.switch', 'enabled' => true])]), 422, 'invalid'];
        yield 'without the undo of its steps' => [$plan(['undo' => []]), 422, 'undo-differs'];
        yield 'with the undo of something else' => [
            $plan(['undo' => [['kind' => 'rule', 'id' => 7], ['kind' => 'rule-order'], ['kind' => 'new-rule', 'id' => ['$from' => 'step1.id']]]]),
            422, 'undo-differs',
        ];
        yield 'rows of its own to put back' => [
            $plan(['undo' => [['kind' => 'rule', 'id' => 4, 'rows' => [['action' => 'allow']]]]]), 422, 'invalid',
        ];
        yield 'undo of another setting' => [$plan(['undo' => [['kind' => 'setting', 'key' => 'WebAdminPassword']]]), 422, 'invalid'];
        yield 'without confirmation' => [$plan(['confirm' => null]), 409, 'confirm-missing'];
        yield 'confirmed within a day' => [$plan(['confirm' => ['seconds' => 86400, 'because' => 'reach']]), 422, 'invalid'];
        yield 'confirmed within a second' => [$plan(['confirm' => ['seconds' => 1, 'because' => 'reach']]), 422, 'invalid'];
        yield 'confirmed because of something' => [$plan(['confirm' => ['seconds' => 300, 'because' => 'fun']]), 422, 'invalid'];
        yield 'asked for another address' => [$plan(['asker' => ['address' => '203.0.113.9', 'networks' => []]]), 403, 'other-asker'];
        yield 'asked for an address that is none' => [$plan(['asker' => ['address' => 'localhost', 'networks' => []]]), 422, 'invalid'];

        yield 'a kind that there is not' => [$step(0, ['kind' => 'firewall.delete']), 422, 'invalid'];
        yield from self::forgedSecrets();
        yield 'a shell' => [$only(['kind' => 'shell', 'command' => 'id']), 422, 'invalid'];
        yield 'a kind that is a class' => [$only(['kind' => 'Modules\\ModuleSecurityChecklist\\Lib\\Plan\\Steps\\PutBack']), 422, 'invalid'];
        yield 'a step with one more field' => [$step(1, ['deny' => '0.0.0.0/0']), 422, 'invalid'];
        yield 'a step without a field' => [$only(['kind' => 'firewall.switch']), 422, 'invalid'];
        yield 'an id that is a path' => [$step(1, ['id' => '../4']), 422, 'invalid'];
        yield 'an id with a query' => [$step(1, ['id' => '4?currentRules[SSH]=1']), 422, 'invalid'];
        yield 'an id as a text' => [$step(1, ['id' => '4']), 422, 'invalid'];
        yield 'an id with a fraction' => [$step(1, ['id' => 4.5]), 422, 'invalid'];
        yield 'id 0' => [$step(1, ['id' => 0]), 422, 'invalid'];
        yield 'an id below zero' => [$step(1, ['id' => -1]), 422, 'invalid'];
        yield 'a huge id' => [$step(1, ['id' => 2147483648]), 422, 'invalid'];
        yield 'a rule that there is not' => [
            $plan([
                'steps' => [array_replace(self::patch(), ['id' => 77])], 'undo' => [['kind' => 'rule', 'id' => 77]],
            ]), 409, 'no-such-rule',
        ];
        yield 'the rule of a later step' => [$step(1, ['id' => ['$from' => 'step9.id']]), 422, 'invalid'];
        yield 'the rule of a step that makes none' => [
            $plan(['steps' => [$bans, array_replace(self::patch(), ['id' => ['$from' => 'step1.id']])]]), 422, 'invalid',
        ];
        yield 'another placeholder' => [$step(1, ['id' => ['$from' => 'step1.secret']]), 422, 'invalid'];
        yield 'boxes left out' => [$step(1, ['currentRules' => self::without(Plans::boxes(true, ['SIP']), 'SSH')]), 422, 'boxes-missing'];
        yield 'boxes of a new rule left out' => [$step(0, ['currentRules' => self::without(Plans::boxes(true, ['WEB']), 'AMI')]), 422, 'boxes-missing'];
        yield 'a box that nobody knows, open' => [$step(1, ['currentRules' => Plans::boxes(true, ['SIP']) + ['NOPE' => true]]), 422, 'boxes-missing'];
        yield 'a box in small letters' => [$step(1, ['currentRules' => Plans::boxes(true, ['SIP']) + ['web' => true]]), 422, 'invalid'];
        yield 'a box as a number' => [$step(1, ['currentRules' => ['SSH' => 1] + Plans::boxes(true, ['SIP'])]), 422, 'invalid'];
        yield 'boxes as a list' => [$step(1, ['currentRules' => [true, true]]), 422, 'invalid'];
        yield 'no network' => [$step(0, ['network' => 'example.org']), 422, 'invalid'];
        yield 'a network with host bits' => [$step(0, ['network' => '192.168.7.50', 'subnet' => 24]), 422, 'invalid'];
        yield 'everybody' => [$step(0, ['network' => '0.0.0.0', 'subnet' => 0]), 422, 'invalid'];
        yield 'a length beyond the address' => [$step(0, ['subnet' => 33]), 422, 'invalid'];
        yield 'a network with a command' => [$step(0, ['network' => '10.0.0.0; id']), 422, 'invalid'];
        yield 'a network on two lines' => [$step(0, ['network' => "10.0.0.0\n"]), 422, 'invalid'];
        yield 'a name with markup' => [$step(0, ['description' => '<img src=x onerror=alert(1)>']), 422, 'invalid'];
        yield 'a name with a line feed' => [$step(0, ['description' => "a\nb"]), 422, 'invalid'];
        yield 'a name of 101 characters' => [$step(0, ['description' => str_repeat('ж', 101)]), 422, 'invalid'];
        yield 'tries without end' => [$only(['maxretry' => 101] + $bans, [['kind' => 'fail2ban']]), 422, 'invalid'];
        yield 'no tries' => [$only(['maxretry' => 0] + $bans, [['kind' => 'fail2ban']]), 422, 'invalid'];
        yield 'a ban for ever' => [$only(['bantime' => -1] + $bans, [['kind' => 'fail2ban']]), 422, 'invalid'];
        yield 'a number as a text' => [$only(['maxretry' => '5'] + $bans, [['kind' => 'fail2ban']]), 422, 'invalid'];
        yield 'a name in the list' => [$only(['whitelist' => ['example.org']] + $bans, [['kind' => 'fail2ban']]), 422, 'invalid'];
        yield 'a list of 101' => [$only(['whitelist' => array_fill(0, 101, '10.0.0.1')] + $bans, [['kind' => 'fail2ban']]), 422, 'invalid'];
        yield 'a list that is longer than the column' => [$only(['whitelist' => array_fill(0, 60, '10.0.0.1')] + $bans, [['kind' => 'fail2ban']]), 422, 'invalid'];
        yield 'unbanning nobody' => [$only(['kind' => 'fail2ban.unban', 'networks' => []]), 422, 'invalid'];
        yield 'unbanning with an option' => [$only(['kind' => 'fail2ban.unban', 'networks' => ['--all']]), 422, 'invalid'];

        yield 'the own door is closed' => [
            $plan([
                'steps' => [self::patch()], 'undo' => [['kind' => 'rule', 'id' => 4]],
                'asker' => ['address' => '203.0.113.99', 'networks' => []],
            ]), 409, 'locked-out', [], $boss('203.0.113.99', $known),
        ];
    }

    public function testANonceBeginsOnePlan(): void
    {
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        self::assertSame(202, $this->api->post('plans', $body, [], self::boss())->status());
        $this->api->plans->isWaiting = false;
        self::assertRefused(403, 'bad-nonce', $this->api->post('plans', $body, [], self::boss()));
        self::assertCount(1, $this->api->plans->jobs);
    }

    public function testANonceIsGoodForTenMinutes(): void
    {
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        $this->api->clock->now = '2026-11-23T12:10:01+03:00';
        self::assertRefused(403, 'bad-nonce', $this->api->post('plans', $body, [], self::boss()));
        $this->api->clock->now = '2026-11-23T11:59:59+03:00';
        self::assertRefused(403, 'bad-nonce', $this->api->post('plans', $body, [], self::boss()));
        $this->api->clock->now = '2026-11-23T12:10:00+03:00';
        self::assertSame(202, $this->api->post('plans', $body, [], self::boss())->status());
    }

    public function testOnePlanAtATime(): void
    {
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        foreach (['accepted', 'playing', 'applying', 'waiting', 'undoing', 'stuck'] as $phase) {
            $this->api->plans->status = ['id' => '0123456789abcdef', 'phase' => $phase];
            self::assertRefused(409, 'plan-running', $this->api->post('plans', $body, [], self::boss()));
        }
        $this->api->plans->status = ['phase' => 'done'];
        $this->api->plans->isWaiting = true;
        self::assertRefused(409, 'plan-running', $this->api->post('plans', $body, [], self::boss()));
        self::assertSame([], $this->api->plans->jobs);
    }

    public function testAQueryChangesNothingOfThePlan(): void
    {
        $body = (string) json_encode(['plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
        $query = ['plan' => '{"steps":[]}', 'nonce' => str_repeat('0', 32), '_url' => '/api/other', 'id' => '9'];
        $request = new Request('POST', 'plans', $query, $this->api->headers(self::boss()), $body, strlen($body));
        self::assertSame(202, $this->api->ask($request, self::boss())->status());
        self::assertStringContainsString('192.168.7.48', (string) json_encode($this->api->plans->jobs));
    }

    public function testInAContainerNothingIsClosed(): void
    {
        $this->world->surroundings->isFiltering = false;
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        self::assertRefused(409, 'container', $this->api->post('plans', $body, [], self::boss()));
    }

    public function testThroughTheBridgeOfAContainerNothingIsProven(): void
    {
        $this->world->surroundings->tellsPeopleApart = false;
        $body = ['plan' => Plans::stricterBans(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        self::assertRefused(409, 'behind-proxy', $this->api->post('plans', $body, [], self::boss()));
    }

    public function testNoOtherSiteAndNobodyElseGetsANonce(): void
    {
        self::assertRefused(403, 'wrong-origin', $this->api->get('plans/nonce', [], ['Origin' => 'https://evil.example']));
        self::assertRefused(403, 'no-person', $this->api->get('plans/nonce', [], [], Caller::key('1', TestApi::ADDRESS)));
        self::assertRefused(403, 'no-person', $this->api->get('plans/nonce', [], [], Caller::process('127.0.0.1')));
    }

    public function testAFullDiskHandsInNothing(): void
    {
        $this->api->plans->isFull = true;
        $body = ['plan' => Plans::closeWeb(), 'nonce' => $this->nonce(self::boss()), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null];
        self::assertRefused(507, 'disk', $this->api->post('plans', $body, [], self::boss()));
        self::assertSame(0, $this->api->plans->rings);
    }

    private static function boss(): Caller
    {
        return TestApi::admin()->over(new Connection('master 1', 7), false);
    }

    private function nonce(Caller $caller): string
    {
        // A browser opens a new connection for the plan itself.
        $earlier = $caller->over(new Connection('master 1', 6), false);
        $nonce = TestApi::at($this->api->get('plans/nonce', [], [], $earlier), 'nonce');
        self::assertIsString($nonce);
        return $nonce;
    }

    /**
     * @return array<string, mixed>
     */
    private static function patch(): array
    {
        return [
            'kind' => 'firewall.patch', 'says' => [], 'id' => 4, 'newer_block_ip' => false,
            'currentRules' => Plans::boxes(true, ['SIP']),
        ];
    }

    /**
     * @param array<string, bool> $boxes
     *
     * @return array<string, bool>
     */
    private static function without(array $boxes, string $box): array
    {
        unset($boxes[$box]);
        return $boxes;
    }
}
