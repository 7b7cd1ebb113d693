<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * A password that a person typed, beside the plan that sets it.
 */
final class PlanPasswordsTest extends ApiTestCase
{
    private const TYPED = 'correct horse 1';
    private const ID = '0123456789abcdef';
    private const NONCE = '00112233445566778899aabbccddeeff';

    protected function setUp(): void
    {
        parent::setUp();
        $world = new PlanWorld();
        $this->api->needs->config = $world->reader;
        $this->api->needs->surroundings = $world->surroundings;
    }

    public function testItIsClosedForRootAndIsNowhereElse(): void
    {
        $answer = $this->start(self::TYPED);
        self::assertSame(202, $answer->status(), $answer->body());
        $job = $this->api->plans->jobs[0];
        self::assertIsString($job['typed']);
        self::assertSame(self::TYPED, $this->api->envelope->closed[$job['typed']] ?? null);
        self::assertStringNotContainsString('correct', $answer->body() . json_encode($job) . $this->api->everything());
    }

    public function testOneThatIsNotGoodIsRefusedWithoutBeingRepeated(): void
    {
        foreach (['correct horse', 'short'] as $weak) {
            $answer = $this->start($weak);
            self::assertRefused(422, 'weak-password', $answer);
            self::assertStringNotContainsString($weak, $answer->body() . $this->api->everything());
        }
        self::assertSame([], $this->api->plans->jobs);
    }

    public function testItComesWithPlansThatNeedItAndWithNoOthers(): void
    {
        self::assertRefused(422, 'invalid', $this->start(null));
        self::assertRefused(422, 'invalid', $this->start(''));
        self::assertRefused(422, 'invalid', $this->start(str_repeat('1', 65)));
        self::assertRefused(422, 'invalid', $this->start(['a' => 1]));
        self::assertRefused(422, 'invalid', $this->start(self::TYPED, Plans::closeWeb()));
        self::assertSame([], $this->api->plans->jobs);
    }

    public function testWhoeverConfirmsKnowsIt(): void
    {
        $this->api->plans->status = self::waiting(['web', 'ssh']);
        self::assertRefused(409, 'no-password', $this->confirm(null));
        self::assertRefused(403, 'wrong-password', $this->confirm('another'));
        self::assertSame([], $this->api->plans->wishes);
        $this->api->module->asked = [];
        self::assertSame(202, $this->confirm($this->api->module->password)->status());
        self::assertSame(['prove web by action', 'prove ssh by action'], $this->api->module->asked);
        self::assertCount(1, $this->api->plans->wishes);
        self::assertStringNotContainsString($this->api->module->password, $this->api->everything());
    }

    public function testItFitsUpToItsLengthInCharacters(): void
    {
        $this->api->plans->status = self::waiting(['web']);
        $this->api->module->password = str_repeat('ё', 255);
        self::assertSame(202, $this->confirm($this->api->module->password)->status());
        self::assertRefused(422, 'invalid', $this->confirm(str_repeat('ё', 256)));
    }

    public function testTriesAreLimited(): void
    {
        $this->api->plans->status = self::waiting(['web']);
        $this->api->module->outcome = ['state' => 'too-many-tries', 'waitSeconds' => 77];
        $answer = $this->confirm('whatever');
        self::assertRefused(429, 'too-many-tries', $answer);
        self::assertSame('77', $answer->headers()['Retry-After']);
        self::assertSame([], $this->api->plans->wishes);
    }

    public function testAnotherPlanNeedsNone(): void
    {
        $this->api->plans->status = ['steps' => [['kind' => 'firewall.patch', 'id' => 4, 'which' => 'web'], 'login.password']] + self::waiting([]);
        self::assertSame(202, $this->confirm(null)->status());
        self::assertSame([], $this->api->module->asked);
    }

    public function testWithoutAKeyOfRootNothingIsBegun(): void
    {
        $this->api->envelope->isBroken = true;
        self::assertSame(500, $this->start(self::TYPED)->status());
        self::assertSame([], $this->api->plans->jobs);
        $this->api->module->broken = new CannotRead(CannotRead::FAILED, 'x');
        $this->api->plans->status = self::waiting(['web']);
        self::assertSame(500, $this->confirm('x')->status());
        self::assertSame([], $this->api->plans->wishes);
    }

    /**
     * @param mixed                     $typed
     * @param array<string, mixed>|null $plan
     */
    private function start($typed, ?array $plan = null): Answer
    {
        $this->api->plans->status = null;
        $this->api->plans->isWaiting = false;
        $nonce = TestApi::at($this->api->get('plans/nonce', [], [], self::boss(12)), 'nonce');
        $plan = $plan ?? Plans::passwords('web', 'ssh');
        $body = ['plan' => $plan, 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => $typed];
        return $this->api->post('plans', $body, [], self::boss(13));
    }

    private function confirm(?string $password): Answer
    {
        return $this->api->post('plans/confirm', ['id' => self::ID, 'nonce' => self::NONCE, 'password' => $password], [], self::boss(13));
    }

    private static function boss(int $number): Caller
    {
        return TestApi::admin()->over(new Connection('7 9', $number), false);
    }

    /**
     * @param list<string> $logins
     *
     * @return array<string, mixed>
     */
    private static function waiting(array $logins): array
    {
        $steps = [];
        foreach ($logins as $which) {
            $steps[] = ['kind' => 'login.password', 'which' => $which];
        }
        return [
            'id' => self::ID, 'person' => 'boss', 'address' => TestApi::ADDRESS, 'phase' => 'waiting', 'steps' => $steps,
            'proof' => ['nonce' => hash('sha256', self::NONCE), 'epoch' => '7 9', 'number' => 12],
        ];
    }
}
