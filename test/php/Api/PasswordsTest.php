<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Json;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;
use RuntimeException;

/**
 * Proofs of typed passwords, and runs of guesses.
 */
final class PasswordsTest extends ApiTestCase
{
    private const TYPED = 'correct horse';

    public function testSaysWhetherItMatches(): void
    {
        foreach ([self::TYPED => true, 'wrong horse' => false] as $typed => $isMatch) {
            $answer = $this->api->post('passwords/prove', ['which' => 'web', 'password' => $typed]);
            self::assertSame([200, ['matched' => $isMatch]], [$answer->status(), TestApi::data($answer)]);
        }
        self::assertSame(['prove web', 'prove web'], $this->api->module->asked);
        $entries = (array) TestApi::at($this->api->get('journal'), 'entries');
        self::assertSame(
            [['which' => 'web', 'outcome' => 'not-matched'], ['which' => 'web', 'outcome' => 'matched']],
            array_column($entries, 'details')
        );
    }

    public function testEveryCharacterOfItCounts(): void
    {
        foreach ([' ', " $ \u{1f98a} ", 'пароль', '\\"', str_repeat('ё', 255)] as $password) {
            $this->api->module->password = $password;
            $answer = $this->api->post('passwords/prove', ['which' => 'ssh', 'password' => $password]);
            self::assertSame(['matched' => true], TestApi::data($answer));
        }
    }

    public function testTooManyTriesSayHowLongToWait(): void
    {
        $this->api->module->outcome = ['state' => 'too-many-tries', 'waitSeconds' => 840];
        $answer = $this->prove();
        self::assertRefused(429, 'too-many-tries', $answer);
        self::assertSame('840', $answer->headers()['Retry-After'] ?? '');
        self::assertSame('Too many tries. Wait 840 seconds.', TestApi::at($answer, 'error', 'message'));
        self::assertSame([], $this->api->journal());
    }

    public function testNothingToCompare(): void
    {
        $this->api->module->outcome = ['state' => 'nothing-to-compare'];
        self::assertRefused(409, 'nothing-to-compare', $this->prove());
        self::assertSame([], $this->api->journal());
    }

    public function testJudgesANewOneAndTellsNobody(): void
    {
        foreach (['Summer-Office-Phone' => false, 'Summer-Office-7' => true] as $typed => $fits) {
            $answer = $this->api->post('passwords/judge', ['which' => 'ssh', 'password' => $typed]);
            self::assertSame([200, $fits, !$fits], [
                $answer->status(), TestApi::at($answer, 'fits'), TestApi::at($answer, 'features', 'dictionary'),
            ]);
            self::assertStringNotContainsString('Summer', $answer->body() . $this->api->everything());
        }
        self::assertSame(['judge ssh', 'judge ssh'], $this->api->module->asked);
        self::assertSame([], $this->api->journal());
    }

    public function testTheTypedPasswordIsNowhere(): void
    {
        $this->prove();
        $this->api->module->broken = new RuntimeException('compared ' . self::TYPED);
        $answer = $this->prove();
        self::assertRefused(500, 'broken', $answer);
        $this->api->module->broken = null;
        $all = [$answer->body(), $this->prove()->body(), $this->api->everything(), implode("\n", $this->api->module->log)];
        self::assertStringNotContainsString('correct', implode("\n", $all));

        $body = (string) json_encode(['which' => 'web', 'password' => self::TYPED]);
        $fields = new Fields(Json::object($body), ['which', 'password']);
        $request = new Request('POST', 'passwords/prove', [], ['Cookie' => 'correct-session'], $body);
        $dumps = print_r([$fields, $request, $fields->secret('password', 255), TestApi::admin('boss', 'correct')], true);
        self::assertStringNotContainsString('correct', $dumps);
    }

    public function testGuessing(): void
    {
        $start = $this->api->post('guesses/start', ['which' => 'web']);
        $this->api->module->guess = ['state' => 'not-run'];
        $cancel = $this->api->post('guesses/cancel', ['which' => 'ssh']);
        self::assertSame([202, 202], [$start->status(), $cancel->status()]);
        self::assertSame(['state' => 'running', 'tried' => 0, 'total' => 40], TestApi::data($start));
        self::assertSame(['state' => 'not-run'], TestApi::data($cancel));
        self::assertSame(['start web', 'cancel ssh'], $this->api->module->asked);
    }

    private function prove(): Answer
    {
        return $this->api->post('passwords/prove', ['which' => 'web', 'password' => self::TYPED]);
    }
}
