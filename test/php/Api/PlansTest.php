<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * What a person does while a plan is being played, and afterwards.
 */
final class PlansTest extends ApiTestCase
{
    private const ID = '0123456789abcdef';
    private const NONCE = '00112233445566778899aabbccddeeff';

    public function testBeforeTheFirstThereIsNone(): void
    {
        self::assertSame('{"plan":null}', $this->api->get('plans/current')->body());
        $this->api->plans->isWaiting = true;
        self::assertSame('{"plan":{"id":null,"phase":"asked","silent":false}}', $this->api->get('plans/current')->body());
    }

    public function testHowFarItIsWithoutWhatIsCompared(): void
    {
        $this->api->plans->status = self::waiting();
        $body = $this->api->get('plans/current')->body();
        $plan = TestApi::at($this->api->get('plans/current'), 'plan');
        self::assertIsArray($plan);
        self::assertSame([self::ID, 'waiting', 200, false], [$plan['id'], $plan['phase'], $plan['secondsLeft'], $plan['silent']]);
        self::assertArrayNotHasKey('proof', $plan);
        self::assertStringNotContainsString(hash('sha256', self::NONCE), $body);
        self::assertStringContainsString('"objects":{}', $body);
    }

    public function testWhoIsStillConnectedAndWhatIsPlayedAreHandedOn(): void
    {
        $peer = ['service' => 'WEB', 'address' => '203.0.113.9', 'port' => 443, 'protocol' => 'tcp'];
        $connected = ['state' => 'known', 'peers' => [$peer], 'more' => 0];
        $steps = [['kind' => 'firewall.patch', 'id' => 4]];
        $this->api->plans->status = ['connected' => $connected, 'action' => 'close-web-cti', 'steps' => $steps] + self::waiting();
        $answer = $this->api->get('plans/current');
        self::assertSame($connected, TestApi::at($answer, 'plan', 'connected'));
        self::assertSame(['close-web-cti', $steps], [TestApi::at($answer, 'plan', 'action'), TestApi::at($answer, 'plan', 'steps')]);
    }

    public function testAPlayerThatSaysNothingIsToldToBeSilent(): void
    {
        $this->api->plans->status = ['shownAt' => '2026-11-23T11:59:00+03:00'] + self::waiting();
        self::assertTrue(TestApi::at($this->api->get('plans/current'), 'plan', 'silent'));
        $this->api->plans->status = ['shownAt' => 'yesterday?', 'phase' => 'done'] + self::waiting();
        self::assertFalse(TestApi::at($this->api->get('plans/current'), 'plan', 'silent'), 'what is over may be silent');
    }

    public function testTheSamePersonConfirmsOverANewConnection(): void
    {
        $this->api->plans->status = self::waiting();
        $answer = $this->confirm(self::boss(new Connection('7 9', 13)));
        self::assertSame(202, $answer->status(), $answer->body());
        [$wish] = $this->api->plans->wishes;
        self::assertSame([Wish::CONFIRM, 'boss', hash('sha256', self::NONCE)], [$wish->kind(), $wish->person(), $wish->nonce()]);
        self::assertEquals(new Connection('7 9', 13), $wish->arrival()->connection());
        self::assertSame(['plans/confirm'], $this->api->journal());
    }

    public function testAPlanThatBeganByItselfIsConfirmedWithAnyNonceOfItsPerson(): void
    {
        $proof = ['nonce' => null] + self::waiting()['proof'];
        $this->api->plans->status = ['beganLater' => true, 'proof' => $proof] + self::waiting();
        $caller = self::boss(new Connection('7 9', 13));
        self::assertRefused(403, 'bad-nonce', $this->confirm($caller));
        $deputy = Caller::person('deputy', true, 'session 2', TestApi::ADDRESS)->over(new Connection('7 9', 14), false);
        $theirs = TestApi::at($this->api->get('plans/nonce', [], [], $deputy), 'nonce');
        $body = ['id' => self::ID, 'nonce' => $theirs, 'password' => null];
        self::assertRefused(403, 'bad-nonce', $this->api->post('plans/confirm', $body, [], $caller));
        self::assertRefused(403, 'other-person', $this->api->post('plans/confirm', $body, [], $deputy));
        $nonce = TestApi::at($this->api->get('plans/nonce', [], [], $caller), 'nonce');
        $body = ['id' => self::ID, 'nonce' => $nonce, 'password' => null];
        $old = self::boss(new Connection('7 9', 12));
        self::assertRefused(409, 'same-connection', $this->api->post('plans/confirm', $body, [], $old));
        self::assertSame([], $this->api->plans->wishes);
        self::assertSame(202, $this->api->post('plans/confirm', $body, [], $caller)->status());
        self::assertSame(202, $this->api->post('plans/confirm', $body, [], $caller)->status(), 'where the answer was lost');
        $this->api->plans->status = ['id' => 'fedcba9876543210'] + $this->api->plans->status;
        $body = ['id' => 'fedcba9876543210'] + $body;
        self::assertRefused(403, 'bad-nonce', $this->api->post('plans/confirm', $body, [], $caller));
    }

    public function testAnyAdministratorCancelsWhatIsToBeginLaterAlsoWhileAnotherPlanWaits(): void
    {
        $later = ['id' => 'fedcba9876543210', 'phase' => 'accepted', 'at' => 'x'];
        $this->api->plans->status = ['later' => $later] + self::waiting();
        self::assertSame('x', TestApi::at($this->api->get('plans/current'), 'plan', 'later', 'at'));
        $deputy = Caller::person('deputy', true, 'session 2', '192.168.7.60');
        self::assertRefused(404, 'no-such-plan', $this->api->post('plans/cancel', ['id' => self::ID], [], $deputy));
        self::assertSame(202, $this->api->post('plans/cancel', ['id' => 'fedcba9876543210'], [], $deputy)->status());
        [$wish] = $this->api->plans->wishes;
        self::assertSame([Wish::CANCEL, 'fedcba9876543210', 'deputy'], [$wish->kind(), $wish->plan(), $wish->person()]);
        self::assertSame(['plans/cancel'], $this->api->journal());
        $this->api->plans->status = self::waiting();
        self::assertRefused(404, 'no-such-plan', $this->api->post('plans/cancel', ['id' => self::ID], [], $deputy));
    }

    /**
     * @dataProvider refusals
     *
     * @param array<string, mixed> $status
     * @param array<string, mixed> $body
     */
    public function testWhatDoesNotConfirm(int $code, string $error, array $status, ?Caller $caller = null, array $body = []): void
    {
        $this->api->plans->status = $status + self::waiting();
        $caller = $caller ?? self::boss(new Connection('7 9', 13));
        $sent = $body + ['id' => self::ID, 'nonce' => self::NONCE, 'password' => null];
        self::assertRefused($code, $error, $this->api->post('plans/confirm', $sent, [], $caller));
        self::assertSame([], $this->api->plans->wishes);
        self::assertNotContains('plans/confirm', $this->api->journal());
    }

    /**
     * @return array<string, array{0: int, 1: string, 2: array<string, mixed>, 3?: Caller|null, 4?: array<string, mixed>}>
     */
    public function refusals(): array
    {
        $new = new Connection('7 9', 13);
        $deputy = Caller::person('deputy', true, 'session 2', TestApi::ADDRESS)->over($new, false);
        $elsewhere = Caller::person('boss', true, 'session 1', '192.168.7.51')->over($new, false);
        return [
            'the connection of the reference' => [409, 'same-connection', [], self::boss(new Connection('7 9', 12))],
            'an older connection' => [409, 'same-connection', [], self::boss(new Connection('7 9', 3))],
            'another main process' => [409, 'not-yet', [], self::boss(new Connection('8 1', 99))],
            'no reference yet' => [409, 'not-yet', ['proof' => ['nonce' => hash('sha256', self::NONCE), 'epoch' => '', 'number' => 0]]],
            'nobody knows the connection' => [409, 'no-proof', [], self::boss(null)],
            'through a proxy' => [409, 'no-proof', [], TestApi::admin()->over($new, true)],
            'another person' => [403, 'other-person', [], $deputy],
            'another address' => [403, 'other-address', [], $elsewhere],
            'another nonce' => [403, 'bad-nonce', [], null, ['nonce' => str_repeat('0', 32)]],
            'a nonce that is none' => [422, 'invalid', [], null, ['nonce' => 'x']],
            'another plan' => [404, 'no-such-plan', [], null, ['id' => 'fedcba9876543210']],
            'an id that is a path' => [422, 'invalid', [], null, ['id' => '../0123456789abc']],
            'too late' => [409, 'too-late', ['phase' => 'undone', 'reason' => 'too-late']],
            'on the way back' => [409, 'too-late', ['phase' => 'undoing', 'reason' => 'too-late']],
            'not yet in force' => [409, 'not-waiting', ['phase' => 'applying']],
            'confirmed already' => [409, 'not-waiting', ['phase' => 'done']],
            'stuck' => [409, 'not-waiting', ['phase' => 'stuck', 'reason' => 'asked']],
            'a plan without a nonce' => [403, 'bad-nonce', ['proof' => []]],
        ];
    }

    public function testWithoutAPlanThereIsNothingToConfirm(): void
    {
        foreach (['plans/confirm' => ['nonce' => self::NONCE, 'password' => null], 'plans/extend' => [], 'plans/revert' => [], 'plans/dismiss' => []] as $resource => $body) {
            self::assertRefused(404, 'no-such-plan', $this->api->post($resource, ['id' => self::ID] + $body, [], self::boss(null)));
        }
    }

    public function testAnyAdministratorCanGoBack(): void
    {
        $this->api->plans->status = self::waiting();
        $deputy = Caller::person('deputy', true, 'session 2', '192.168.7.60');
        self::assertSame(202, $this->api->post('plans/revert', ['id' => self::ID], [], $deputy)->status());
        self::assertSame([Wish::REVERT, 'deputy'], [$this->api->plans->wishes[0]->kind(), $this->api->plans->wishes[0]->person()]);
        foreach (['playing', 'done', 'undone', 'undoing'] as $phase) {
            $this->api->plans->status = ['phase' => $phase] + self::waiting();
            self::assertRefused(409, 'not-waiting', $this->api->post('plans/revert', ['id' => self::ID], [], $deputy));
        }
    }

    public function testWhatIsThereForAWhileIsToldWithItsTimeAndCanGoSooner(): void
    {
        $due = [
            'id' => self::ID, 'steps' => [], 'comment' => '', 'person' => 'boss', 'until' => 'x', 'trouble' => null,
            'deadline' => (new Deadline('boot', 0.0, new DateTimeImmutable('2026-11-23T12:00:00+03:00'), 7200))->written(),
        ];
        $this->api->plans->status = ['phase' => 'done', 'due' => [$due, 'no such thing']] + self::waiting();
        $told = TestApi::at($this->api->get('plans/current'), 'plan', 'due');
        self::assertIsArray($told);
        self::assertCount(1, $told);
        self::assertIsArray($told[0]);
        self::assertIsInt($told[0]['secondsLeft']);
        self::assertArrayNotHasKey('deadline', $told[0]);
        $deputy = Caller::person('deputy', true, 'session 2', '192.168.7.60');
        self::assertSame(202, $this->api->post('plans/end', ['id' => self::ID], [], $deputy)->status());
        self::assertSame([Wish::END, self::ID, 'deputy'], [
            $this->api->plans->wishes[0]->kind(), $this->api->plans->wishes[0]->plan(), $this->api->plans->wishes[0]->person(),
        ]);
        self::assertRefused(404, 'no-such-plan', $this->api->post('plans/end', ['id' => 'fedcba9876543210'], [], $deputy));
        $this->api->plans->status = ['due' => [$due]] + self::waiting();
        self::assertRefused(409, 'plan-running', $this->api->post('plans/end', ['id' => self::ID], [], $deputy));
    }

    public function testAnyAdministratorCanGiveMoreTimeWhileItWaits(): void
    {
        $this->api->plans->status = self::waiting();
        $deputy = Caller::person('deputy', true, 'session 2', '192.168.7.60');
        self::assertSame(202, $this->api->post('plans/extend', ['id' => self::ID], [], $deputy)->status());
        self::assertSame([Wish::EXTEND, 'deputy'], [$this->api->plans->wishes[0]->kind(), $this->api->plans->wishes[0]->person()]);
        self::assertSame(['plans/extend'], $this->api->journal());
        foreach (['playing', 'done', 'undone', 'undoing', 'stuck'] as $phase) {
            $this->api->plans->status = ['phase' => $phase] + self::waiting();
            self::assertRefused(409, 'not-waiting', $this->api->post('plans/extend', ['id' => self::ID], [], $deputy));
        }
    }

    public function testWhatIsStuckIsTriedAgainOrDealtWith(): void
    {
        $this->api->plans->status = self::waiting();
        self::assertRefused(409, 'not-waiting', $this->api->post('plans/dismiss', ['id' => self::ID]));
        $this->api->plans->status = ['phase' => 'stuck', 'objects' => ['rule:4' => 'other']] + self::waiting();
        self::assertSame(202, $this->api->post('plans/dismiss', ['id' => self::ID])->status());
        self::assertSame(202, $this->api->post('plans/revert', ['id' => self::ID])->status());
        self::assertSame('other', TestApi::at($this->api->get('plans/current'), 'plan', 'objects', 'rule:4'));
        self::assertSame(['plans/dismiss', 'plans/revert'], $this->api->journal());
        self::assertSame(2, $this->api->plans->rings);
    }

    public function testAPersonLearnsHowThePbxSeesThem(): void
    {
        $answer = $this->api->get('plans/nonce', [], [], self::boss(new Connection('7 9', 20)));
        self::assertSame(TestApi::ADDRESS, TestApi::at($answer, 'address'));
        self::assertSame('direct', TestApi::at($answer, 'seen'));
        $this->api->surroundings->router = TestApi::ADDRESS;
        $answer = $this->api->get('plans/nonce', [], [], self::boss(new Connection('7 9', 20)));
        self::assertSame('gateway', TestApi::at($answer, 'seen'));
    }

    public function testAPlanThatWasPlayedIsUndoneByItsId(): void
    {
        $this->api->plans->status = ['phase' => 'done', 'undoable' => [self::ID]] + self::waiting();
        $caller = self::boss(new Connection('7 9', 20));
        $nonce = TestApi::at($this->api->get('plans/nonce', [], [], $caller), 'nonce');
        $answer = $this->api->post('plans/undo', ['id' => self::ID, 'nonce' => $nonce, 'only' => null], [], $caller);
        self::assertSame(202, $answer->status(), $answer->body());
        [$job] = $this->api->plans->jobs;
        self::assertSame([self::ID, TestApi::at($answer, 'id')], [$job['undoOf'], $job['id']]);
        self::assertArrayNotHasKey('plan', $job, 'what is put back, the player kept itself');
        self::assertNotSame(self::ID, $job['id']);
        self::assertMatchesRegularExpression('/\A[0-9a-f]{16}\z/', is_string($job['id']) ? $job['id'] : '');
        $this->api->plans->isWaiting = false;
        self::assertRefused(403, 'bad-nonce', $this->api->post('plans/undo', ['id' => self::ID, 'nonce' => $nonce, 'only' => null], [], $caller));
    }

    /**
     * @return iterable<string, array{Caller, Arrival}>
     */
    public function arrivalsOfAnUndo(): iterable
    {
        $over = new Connection('7 9', 20);
        yield 'direct' => [self::boss($over), new Arrival($over)];
        yield 'somebody in between' => [TestApi::admin()->over($over, true), new Arrival($over, true)];
        yield 'not known' => [TestApi::admin()->over(null, false), new Arrival()];
    }

    /**
     * What is undone may have to be confirmed over a newer connection than this one.
     *
     * @dataProvider arrivalsOfAnUndo
     */
    public function testAnUndoTellsHowItWasAsked(Caller $caller, Arrival $arrival): void
    {
        $this->api->plans->status = ['phase' => 'done', 'undoable' => [self::ID]] + self::waiting();
        $nonce = TestApi::at($this->api->get('plans/nonce', [], [], $caller), 'nonce');
        $answer = $this->api->post('plans/undo', ['id' => self::ID, 'nonce' => $nonce, 'only' => null], [], $caller);
        self::assertSame(202, $answer->status(), $answer->body());
        self::assertEquals($arrival, Arrival::read($this->api->plans->jobs[0]['arrival']));
    }

    public function testAsManyObjectsAreNamedAsAPlanCanTouch(): void
    {
        $this->api->plans->status = ['phase' => 'done', 'undoable' => [self::ID]] + self::waiting();
        $caller = self::boss(new Connection('7 9', 20));
        $nonce = TestApi::at($this->api->get('plans/nonce', [], [], $caller), 'nonce');
        $only = array_map(fn (int $id): string => "rule:$id", range(1, 2001));
        $body = ['id' => self::ID, 'nonce' => $nonce, 'only' => $only];
        self::assertRefused(422, 'invalid', $this->api->post('plans/undo', ['only' => $only] + $body, [], $caller));
        self::assertRefused(422, 'invalid', $this->api->post('plans/undo', ['only' => []] + $body, [], $caller));
        array_pop($only);
        self::assertSame(202, $this->api->post('plans/undo', ['only' => $only] + $body, [], $caller)->status());
        self::assertSame($only, $this->api->plans->jobs[0]['only']);
    }

    public function testOthersCannotBeUndone(): void
    {
        $caller = self::boss(new Connection('7 9', 20));
        $nonce = TestApi::at($this->api->get('plans/nonce', [], [], $caller), 'nonce');
        $body = ['id' => self::ID, 'nonce' => $nonce, 'only' => null];
        self::assertRefused(404, 'no-such-plan', $this->api->post('plans/undo', $body, [], $caller));
        $this->api->plans->status = ['phase' => 'done', 'undoable' => ['fedcba9876543210']] + self::waiting();
        self::assertRefused(404, 'no-such-plan', $this->api->post('plans/undo', $body, [], $caller));
        $this->api->plans->status = ['undoable' => [self::ID]] + self::waiting();
        self::assertRefused(409, 'plan-running', $this->api->post('plans/undo', $body, [], $caller));
        self::assertRefused(422, 'invalid', $this->api->post('plans/undo', ['id' => '*'] + $body, [], $caller));
        self::assertSame([], $this->api->plans->jobs);
    }

    public function testTheJournalSaysWhetherItHolds(): void
    {
        $this->api->plans->status = self::waiting();
        $this->api->post('plans/revert', ['id' => self::ID]);
        self::assertTrue(TestApi::at($this->api->get('journal/verify'), 'holds'));
        $this->api->needs->storage->write("UPDATE m_ModuleSecurityChecklist_Journal SET person = 'nobody'");
        self::assertSame(1, TestApi::at($this->api->get('journal/verify'), 'brokenAt'));
    }

    private function confirm(Caller $caller): \Modules\ModuleSecurityChecklist\Lib\Api\Answer
    {
        return $this->api->post('plans/confirm', ['id' => self::ID, 'nonce' => self::NONCE, 'password' => null], [], $caller);
    }

    private static function boss(?Connection $connection): Caller
    {
        return TestApi::admin()->over($connection, false);
    }

    /**
     * @return array{proof: array<string, mixed>, id: string, phase: string}&array<string, mixed>
     */
    private static function waiting(): array
    {
        return [
            'id' => self::ID,
            'phase' => 'waiting',
            'reason' => null,
            'person' => 'boss',
            'address' => TestApi::ADDRESS,
            'objects' => [],
            'undoable' => [],
            'shownAt' => '2026-11-23T11:59:50+03:00',
            'proof' => [
                'nonce' => hash('sha256', self::NONCE),
                'epoch' => '7 9',
                'number' => 12,
                'deadline' => ['boot' => 'boot 1', 'uptime' => 900, 'setAt' => '2026-11-23T11:58:20+03:00', 'seconds' => 300],
            ],
        ];
    }
}
