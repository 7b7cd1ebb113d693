<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Json;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Api\SessionContext;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use PHPUnit\Framework\TestCase;

/**
 * What requests, callers and errors are, each by itself: statuses that programs go by, and who may do what.
 */
final class ValuesTest extends TestCase
{
    /**
     * @dataProvider errors
     *
     * @param array<string, string> $values
     * @param array<string, string> $headers
     */
    public function testErrors(Refused $refused, int $status, string $code, array $values = [], array $headers = []): void
    {
        self::assertSame(
            [$status, $code, $values, $headers],
            [$refused->status(), $refused->error(), $refused->values(), $refused->headers()]
        );
        self::assertSame('module_seccheck_api_' . str_replace('-', '_', $code), $refused->says());
    }

    /**
     * @return array<string, array{0: Refused, 1: int, 2: string, 3?: array<string, string>, 4?: array<string, string>}>
     */
    public function errors(): array
    {
        return [
            'not signed in' => [Refused::notSignedIn(), 401, 'not-signed-in'],
            'no administrator' => [Refused::notAnAdmin(), 403, 'not-an-admin'],
            'off' => [Refused::moduleDisabled(), 403, 'module-disabled'],
            'no person' => [Refused::noPerson(), 403, 'no-person'],
            'another site' => [Refused::wrongOrigin(), 403, 'wrong-origin'],
            'no token' => [Refused::noPageToken(), 403, 'no-page-token'],
            'unknown' => [Refused::unknownAction(), 404, 'unknown-action'],
            'another method' => [Refused::wrongMethod(['GET', 'PUT']), 405, 'wrong-method', [], ['Allow' => 'GET, PUT']],
            'nothing to compare' => [Refused::nothingToCompare(), 409, 'nothing-to-compare'],
            'too many' => [Refused::tooMany(), 409, 'too-many'],
            'too large' => [Refused::tooLarge(), 413, 'too-large'],
            'another type' => [Refused::notJson(), 415, 'not-json'],
            'no object' => [Refused::malformed(), 400, 'not-json'],
            'a field' => [Refused::invalid('score.total'), 422, 'invalid', ['field' => 'score.total']],
            'too many tries' => [
                Refused::tooManyTries(7), 429, 'too-many-tries', ['seconds' => '7'], ['Retry-After' => '7'],
            ],
            'another release' => [Refused::noPatch(), 409, 'no-patch'],
            'running' => [Refused::patchRunning(), 409, 'patch-running'],
            'evidence is there' => [Refused::evidenceThere(), 409, 'evidence-there'],
            'no evidence' => [Refused::noEvidence(), 409, 'no-evidence'],
            'evidence of another' => [Refused::otherPersonsEvidence(), 403, 'other-persons-evidence'],
            'another script' => [Refused::otherScript(), 409, 'other-script'],
            'full' => [Refused::disk(), 507, 'disk'],
            'broken' => [Refused::broken(), 500, 'broken'],
            'busy' => [Refused::busy(), 503, 'busy', [], ['Retry-After' => '1']],
        ];
    }

    public function testAFieldTooManyHasItsOwnWords(): void
    {
        $refused = Refused::unknownField();
        self::assertSame([422, 'invalid', []], [$refused->status(), $refused->error(), $refused->values()]);
        self::assertSame('module_seccheck_api_invalid_extra', $refused->says());
    }

    public function testRefusalsOfPlans(): void
    {
        $others = [
            PlanRefused::OTHER_PERSON => 403, PlanRefused::OTHER_ADDRESS => 403, PlanRefused::OTHER_ASKER => 403,
            PlanRefused::NONCE => 403, PlanRefused::NO_PLAN => 404, PlanRefused::UNDO_DIFFERS => 422,
            PlanRefused::PARTS_MISSING => 422, PlanRefused::BOXES_MISSING => 422, PlanRefused::WEAK_PASSWORD => 422,
            PlanRefused::WRONG_PASSWORD => 403,
        ];
        foreach (PlanRefused::ALL as $code) {
            $refused = Refused::plan(new PlanRefused($code));
            self::assertSame([$others[$code] ?? 409, $code], [$refused->status(), $refused->error()]);
            self::assertSame('module_seccheck_plan_' . str_replace('-', '_', $code), $refused->says());
        }
    }

    /**
     * @dataProvider callers
     */
    public function testWhoMayWhat(Caller $caller, bool $isKnown, bool $isPerson, bool $isProcess, bool $mayRead, bool $mayWrite): void
    {
        foreach ([$caller, $caller->over(new Connection('7 9', 12), true)] as $one) {
            self::assertSame(
                [$isKnown, $isPerson, $isProcess, $mayRead, $mayWrite],
                [$one->isKnown(), $one->isPerson(), $one->isProcess(), $one->mayRead(), $one->mayWrite()]
            );
            self::assertSame('192.168.7.50', $one->address());
        }
    }

    /**
     * @return array<string, array{Caller, bool, bool, bool, bool, bool}>
     */
    public function callers(): array
    {
        $from = '192.168.7.50';
        return [
            'administrator' => [Caller::person('boss', true, 'login', $from), true, true, false, true, true],
            'somebody else' => [Caller::person('clerk', false, 'login', $from), true, true, false, false, false],
            'an administrator whose login nobody knows' => [
                Caller::person('boss', true, '', $from), true, true, false, true, false,
            ],
            'an administrator without a name' => [Caller::person('', true, 'login', $from), true, true, false, true, false],
            'key' => [Caller::key('9', $from), true, false, false, true, false],
            'process' => [Caller::process($from), true, false, true, true, false],
            'nobody' => [Caller::nobody($from), false, false, false, false, false],
        ];
    }

    public function testBodiesFitUpToTheirSize(): void
    {
        $sizes = ['plans' => 1048576, 'patch/fetch' => 4259840, 'patch/run' => 65536, 'waivers' => 65536];
        foreach ($sizes as $resource => $most) {
            self::assertFalse((new Request('POST', $resource, [], [], '', $most))->isTooLarge(), $resource);
            self::assertTrue((new Request('POST', $resource, [], [], '', $most + 1))->isTooLarge(), $resource);
        }
    }

    public function testHowTheyCameIsKeptWithWhenTheySignedIn(): void
    {
        $caller = Caller::person('boss', true, 'login', '192.168.7.50', 100);
        self::assertSame(100, $caller->asked()->arrival()->signedInAt());
        self::assertFalse($caller->asked()->arrival()->isForwarded());
        $over = $caller->over(new Connection('7 9', 12), true)->asked()->arrival();
        self::assertSame([100, true, 12], [
            $over->signedInAt(), $over->isForwarded(), $over->connection() === null ? 0 : $over->connection()->number(),
        ]);
        self::assertNull($caller->asked()->arrival()->connection(), 'a copy');
        self::assertStringNotContainsString('login', print_r($caller, true));
    }

    /**
     * @dataProvider contexts
     *
     * @param array<mixed>|null $context
     */
    public function testWhoAsksUnderRest(?array $context, bool $isKnown, bool $mayRead, string $name, string $address): void
    {
        $caller = SessionContext::caller($context);
        self::assertSame(
            [$isKnown, $mayRead, false, $name, $address],
            [$caller->isKnown(), $caller->mayRead(), $caller->mayWrite(), $caller->name(), $caller->address()]
        );
    }

    /**
     * @return array<string, array{array<mixed>|null, bool, bool, string, string}>
     */
    public function contexts(): array
    {
        $from = ['remote_addr' => '10.0.0.9'];
        return [
            'nobody' => [null, false, false, '', ''],
            'without a role' => [$from, false, false, '', '10.0.0.9'],
            'a key' => [$from + ['token_id' => 9], true, true, '9', '10.0.0.9'],
            'an administrator' => [$from + ['role' => 'admins', 'user_name' => 'boss'], true, true, 'boss', '10.0.0.9'],
            'another role' => [$from + ['role' => 'guests', 'user_name' => 'clerk'], true, false, 'clerk', '10.0.0.9'],
            'odd texts' => [['remote_addr' => ['x'], 'role' => 'admins', 'user_name' => ['x']], true, true, '', ''],
        ];
    }

    public function testARequestIsAsLongAsItSaysOrAsItIs(): void
    {
        $bytes = static fn (string $body, ?int $declared): int => (new Request('PUT', 'a', [], [], $body, $declared))->bytes();
        self::assertSame([0, 3, 3, 9], [$bytes('', null), $bytes('abc', null), $bytes('abc', 1), $bytes('abc', 9)]);
        self::assertSame(65536, Request::MOST_BYTES);
    }

    public function testQueriesAndHeaders(): void
    {
        $request = new Request('GET', 'a', ['one' => 'x', 'none' => '', 'list' => ['x']], ['Accept' => 'y', 'Empty' => '']);
        self::assertSame(['x', null, null], [$request->query('one'), $request->query('none'), $request->query('other')]);
        self::assertSame(['y', null, null], [$request->header('accept'), $request->header('empty'), $request->header('other')]);
        $this->expectException(Refused::class);
        $request->query('list');
    }

    /**
     * @dataProvider encrypted
     */
    public function testNobodyReadsAlongWhereConnectionAndPageAreEncrypted(string $scheme, ?string $origin, bool $isEncrypted): void
    {
        $headers = $origin === null ? [] : ['Origin' => $origin];
        self::assertSame($isEncrypted, (new Request('POST', 'plans/sheet', [], $headers, '', null, $scheme))->isEncrypted());
    }

    /**
     * @return array<string, array{string, string|null, bool}>
     */
    public function encrypted(): array
    {
        return [
            'both' => ['https', 'https://pbx.example', true],
            'no page' => ['https', null, true],
            'a page of somewhere' => ['https', 'null', true],
            'a host that is called so' => ['https', 'https://http://', true],
            'the page is not' => ['https', 'http://pbx.example', false],
            'the page is not, in capitals' => ['https', 'HTTP://pbx.example', false],
            'the connection is not' => ['http', 'https://pbx.example', false],
            'neither is' => ['http', 'http://pbx.example', false],
            'no page either' => ['http', null, false],
        ];
    }

    public function testThePbxAsItIsCalled(): void
    {
        $address = static fn (string $host, string $scheme = 'https'): string
            => (new Request('GET', 'a', [], ['Host' => $host], '', null, $scheme))->address();
        self::assertSame('https://pbx.example:8443', $address('pbx.example:8443'));
        self::assertSame('http://[::1]', $address('[::1]', 'http'));
        self::assertSame('', $address('pbx.example/<b>'));
        self::assertSame('', $address(''));
        self::assertSame('https://' . str_repeat('a', 255), $address(str_repeat('a', 255)));
        self::assertSame('', $address(str_repeat('a', 256)));
    }

    public function testAnAnswerIsKeptSniffedAndFramedByNobody(): void
    {
        $answer = Answer::json(200, ['a' => 'ж/'], ['Retry-After' => '1', 'Cache-Control' => 'public']);
        self::assertSame([200, '{"a":"ж/"}'], [$answer->status(), $answer->body()]);
        self::assertSame([
            'Content-Type' => 'application/json',
            'Cache-Control' => 'no-store',
            'X-Content-Type-Options' => 'nosniff',
            'X-Frame-Options' => 'DENY',
            'Content-Security-Policy' => "default-src 'none'; frame-ancestors 'none'",
            'Retry-After' => '1',
        ], $answer->headers());
        self::assertArrayNotHasKey('Content-Type', (new Answer(204, ''))->headers());
    }

    public function testJsonIsOneObjectNoDeeperThanTheContract(): void
    {
        $deep = static fn (int $levels): string => str_repeat('{"a":', $levels) . '1' . str_repeat('}', $levels);
        self::assertTrue(isset(Json::object($deep(15))->a));
        foreach ([$deep(16), '[]', '1', 'null', '', '{'] as $other) {
            try {
                Json::object($other);
                self::fail("$other was taken");
            } catch (Refused $refused) {
                self::assertSame(400, $refused->status());
            }
        }
        self::assertSame("\"\u{fffd}\"", Json::text("\xff"));
    }
}
