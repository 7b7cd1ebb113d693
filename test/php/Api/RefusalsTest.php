<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * Whatever is wrong with a request has its own error, and changes nothing.
 */
final class RefusalsTest extends ApiTestCase
{
    private const WRITES = [
        'attestations', 'attestations/withdraw', 'waivers', 'waivers/withdraw', 'last-judged', 'guesses/start',
        'guesses/cancel', 'passwords/prove', 'passwords/judge', 'plans', 'plans/confirm', 'plans/extend', 'plans/revert', 'plans/dismiss', 'plans/undo',
        'flags-switch', 'patch/fetch', 'patch/run', 'patch/restore', 'calls/start', 'calls/cancel',
        'evidence/start', 'evidence/resume', 'evidence/remove', 'evidence/ticket',
    ];
    private const CALLS = [
        'from' => '2026-11-01 00:00:00', 'to' => '2026-11-15 00:00:00', 'before' => 90, 'dusk' => 22, 'dawn' => 6, 'plain' => [], 'each' => false,
    ];
    private const READS = [
        'facts', 'page-token', 'last-judged', 'journal', 'journal/verify', 'plans/nonce', 'plans/current', 'flags',
        'patch/state', 'patch/script', 'calls/state', 'calls/found', 'traces/found', 'evidence/state',
    ];

    /**
     * @return iterable<string, array{Caller, int, string}>
     */
    public function readers(): iterable
    {
        yield 'nobody' => [Caller::nobody('203.0.113.9'), 401, 'not-signed-in'];
        yield 'another role' => [Caller::person('clerk', false, 'session', '192.168.7.8'), 403, 'not-an-admin'];
    }

    /**
     * @dataProvider readers
     */
    public function testOnlyAdministratorsReadAnything(Caller $caller, int $status, string $code): void
    {
        foreach (self::READS as $resource) {
            self::assertRefused($status, $code, $this->api->get($resource, [], [], $caller));
        }
    }

    /**
     * @return iterable<string, array{Caller, int, string}>
     */
    public function writers(): iterable
    {
        yield from $this->readers();
        yield 'an API key' => [Caller::key('1', '192.168.7.8'), 403, 'no-person'];
        yield 'a process of the PBX' => [Caller::process('127.0.0.1'), 403, 'no-person'];
        yield 'a person whose login is not known' => [Caller::person('boss', true, '', '192.168.7.8'), 403, 'no-person'];
        yield 'a person without a name' => [Caller::person('', true, 'session', '192.168.7.8'), 403, 'no-person'];
    }

    /**
     * @dataProvider writers
     */
    public function testOnlyPersonsWriteWhateverTheyCarry(Caller $caller, int $status, string $code): void
    {
        $headers = ['X-Security-Checklist' => $this->api->token(TestApi::admin())] + $this->api->headers($caller);
        foreach (self::WRITES as $resource) {
            self::assertRefused($status, $code, $this->api->post($resource, self::ATTESTATION, $headers, $caller));
        }
        $this->assertNothingHappened();
    }

    /**
     * @dataProvider writers
     */
    public function testOnlyThoseWhoWriteGetAToken(Caller $caller, int $status, string $code): void
    {
        self::assertRefused($status, $code, $this->api->get('page-token', [], [], $caller));
    }

    public function testNoOtherSiteGetsAToken(): void
    {
        foreach ([['Origin' => 'https://evil.example'], ['Sec-Fetch-Site' => 'cross-site']] as $headers) {
            self::assertRefused(403, 'wrong-origin', $this->api->get('page-token', [], $headers));
        }
    }

    public function testKeysAndProcessesReadTheRest(): void
    {
        foreach ([Caller::key('1', '192.168.7.8'), Caller::process('127.0.0.1')] as $caller) {
            foreach (array_diff(self::READS, ['page-token', 'plans/nonce', 'calls/found', 'traces/found']) as $resource) {
                self::assertSame(200, $this->api->get($resource, [], [], $caller)->status(), $resource);
            }
        }
    }

    /**
     * @dataProvider passedOn
     *
     * @param array<string, string> $headers
     */
    public function testWhatSomebodyOnThePbxPassesOnIsNoProcessOfIt(array $headers): void
    {
        foreach (self::READS as $resource) {
            $answer = $this->api->get($resource, [], $headers, Caller::process('127.0.0.1'));
            self::assertRefused(401, 'not-signed-in', $answer);
        }
        $answer = $this->api->post('attestations', self::ATTESTATION, $headers, Caller::process('127.0.0.1'));
        self::assertRefused(401, 'not-signed-in', $answer);
        $this->assertNothingHappened();
    }

    /**
     * @return array<string, array{array<string, string>}>
     */
    public function passedOn(): array
    {
        return [
            'a page' => [['Origin' => 'http://localhost']],
            'a page of its own' => [['Origin' => 'null']],
            'a link' => [['Referer' => 'http://localhost/x']],
            'a browser' => [['Sec-Fetch-Site' => 'none']],
            'a browser, otherwise' => [['sec-fetch-mode' => 'navigate']],
            'a proxy' => [['X-Forwarded-For' => '203.0.113.9']],
            'a proxy that names the host' => [['X-Forwarded-Host' => 'pbx.example']],
            'a proxy of the standard' => [['Forwarded' => 'for=203.0.113.9']],
            'a proxy that says so only' => [['Via' => '1.1 tunnel']],
            'nginx' => [['X-Real-IP' => '203.0.113.9']],
            'a tunnel' => [['CF-Connecting-IP' => '203.0.113.9']],
            'the name that somebody typed' => [['Host' => 'pbx.example.com']],
            'an address of the PBX' => [['Host' => '192.168.7.8']],
            'a name that begins like its own' => [['Host' => 'localhost.evil.example']],
            'a name that ends like its own' => [['Host' => 'evil.localhost:80']],
        ];
    }

    public function testAProcessAsksForItselfByAnyOfItsNames(): void
    {
        foreach (['localhost', '127.0.0.1:8181', '[::1]:80', 'LOCALHOST', '127.0.0.2', ''] as $host) {
            $answer = $this->api->get('last-judged', [], ['Host' => $host], Caller::process('127.0.0.1'));
            self::assertSame(200, $answer->status(), $host);
        }
    }

    public function testSomebodySignedInMayComeThroughAProxy(): void
    {
        self::assertSame(200, $this->api->get('last-judged', [], ['X-Forwarded-For' => '203.0.113.9'])->status());
        $key = Caller::key('1', '127.0.0.1');
        self::assertSame(200, $this->api->get('last-judged', [], ['X-Forwarded-For' => '203.0.113.9'], $key)->status());
    }

    public function testAModuleThatIsOffAnswersNobody(): void
    {
        $headers = $this->api->headers();
        $this->api->module->on = false;
        self::assertRefused(403, 'module-disabled', $this->api->get('facts'));
        self::assertRefused(403, 'module-disabled', $this->api->get('nothing', [], [], Caller::nobody('')));
        self::assertRefused(403, 'module-disabled', $this->api->post('attestations', self::ATTESTATION, $headers));
        $this->assertNothingHappened();
    }

    /**
     * @return iterable<string, array{string}>
     */
    public function unknownResources(): iterable
    {
        yield 'another' => ['secrets'];
        yield 'none' => [''];
        yield 'a slash behind' => ['facts/'];
        yield 'a slash before' => ['/facts'];
        yield 'other case' => ['Facts'];
        yield 'a path out' => ['../facts'];
        yield 'a line more' => ["facts\n"];
        yield 'bytes' => ["\xff\0facts"];
    }

    /**
     * @dataProvider unknownResources
     */
    public function testUnknownResources(string $resource): void
    {
        foreach (['GET', 'POST'] as $method) {
            self::assertRefused(404, 'unknown-action', $this->api->ask(new Request($method, $resource)));
        }
    }

    /**
     * @return iterable<string, array{string, string, string}>
     */
    public function wrongMethods(): iterable
    {
        yield 'a write that is read' => ['GET', 'passwords/prove', 'POST'];
        yield 'a read that is written' => ['POST', 'facts', 'GET'];
        yield 'both are there' => ['DELETE', 'last-judged', 'GET, POST'];
        yield 'PUT' => ['PUT', 'attestations', 'POST'];
        yield 'HEAD' => ['HEAD', 'facts', 'GET'];
        yield 'small letters' => ['post', 'waivers', 'POST'];
    }

    /**
     * @dataProvider wrongMethods
     */
    public function testWrongMethods(string $method, string $resource, string $allowed): void
    {
        $answer = $this->api->ask(new Request($method, $resource, [], $this->api->headers(), '{}'));
        self::assertRefused(405, 'wrong-method', $answer);
        self::assertSame($allowed, $answer->headers()['Allow'] ?? '');
    }

    /**
     * @return iterable<string, array{array<string, string|null>, int, string}>
     */
    public function headers(): iterable
    {
        foreach ([null, '', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'] as $type) {
            yield 'type ' . ($type ?? 'none') => [['Content-Type' => $type], 415, 'not-json'];
        }
        yield 'type with JSON in it' => [['Content-Type' => 'text/plain; application/json'], 415, 'not-json'];
        yield 'two types' => [['Content-Type' => 'application/json, text/plain'], 415, 'not-json'];
        yield 'another alphabet' => [['Content-Type' => 'application/json; charset=utf-16'], 415, 'not-json'];

        $origins = [
            'null', 'https://evil.example', 'https://pbx.example', 'https://pbx.example:443', 'https://pbx.example:84433',
            'https://pbx.example:8443.evil.example', 'https://evil.example/pbx.example:8443', 'https://pbx.example:8443/',
            'https://boss@pbx.example:8443', 'ftp://pbx.example:8443', 'pbx.example:8443', '://pbx.example:8443',
            'https://pbx.example:8443 https://evil.example', "https://pbx.example:8443\nx", 'https://', 'file://',
        ];
        foreach ($origins as $origin) {
            yield "origin $origin" => [['Origin' => $origin], 403, 'wrong-origin'];
        }
        yield 'an origin and no host' => [['Host' => null], 403, 'wrong-origin'];
        yield 'another host' => [['Host' => 'pbx.example'], 403, 'wrong-origin'];
        yield 'the browser says cross-site' => [['Sec-Fetch-Site' => 'cross-site', 'Origin' => null], 403, 'wrong-origin'];
        yield 'the browser says same-site' => [['Sec-Fetch-Site' => 'same-site'], 403, 'wrong-origin'];

        $name = 'X-Security-Checklist';
        yield 'no token' => [[$name => null], 403, 'no-page-token'];
        yield 'an empty token' => [[$name => ''], 403, 'no-page-token'];
        yield 'a made-up token' => [[$name => '1763888400.' . str_repeat('0', 32)], 403, 'no-page-token'];
        yield 'a token of rubbish' => [[$name => "\xff'; DROP TABLE"], 403, 'no-page-token'];
        yield 'a huge token' => [[$name => str_repeat('9', 100000)], 403, 'no-page-token'];
    }

    /**
     * @dataProvider headers
     *
     * @param array<string, string|null> $headers
     */
    public function testHeadersThatOurPageDoesNotSend(array $headers, int $status, string $code): void
    {
        self::assertRefused($status, $code, $this->api->post('attestations', self::ATTESTATION, $headers));
        self::assertSame([], array_diff($this->api->journal(), ['refused/wrong-origin', 'refused/no-page-token']));
        self::assertStringNotContainsString('own-network', $this->api->everything());
    }

    /**
     * @return iterable<string, array{array<string, string|null>}>
     */
    public function fittingHeaders(): iterable
    {
        yield 'our page' => [[]];
        yield 'no browser' => [['Origin' => null]];
        yield 'TLS taken off by a proxy' => [['Origin' => 'http://pbx.example:8443']];
        yield 'capitals' => [['Origin' => 'HTTPS://PBX.Example:8443']];
        yield 'the usual port, written' => [['Origin' => 'https://pbx.example', 'Host' => 'pbx.example:443']];
        yield 'the usual port' => [['Origin' => 'http://pbx.example', 'Host' => 'PBX.example']];
        yield 'IPv6' => [['Origin' => 'https://[fd00::443]', 'Host' => '[fd00::443]']];
        yield 'same origin' => [['Sec-Fetch-Site' => 'same-origin']];
        yield 'a charset' => [['Content-Type' => 'application/json; charset=utf-8']];
        yield 'a charset in quotes and capitals' => [['Content-Type' => 'Application/JSON;charset="UTF-8"']];
    }

    /**
     * @dataProvider fittingHeaders
     *
     * @param array<string, string|null> $headers
     */
    public function testHeadersThatFit(array $headers): void
    {
        self::assertSame(201, $this->api->post('attestations', self::ATTESTATION, $headers)->status());
    }

    /**
     * @return iterable<string, array{string}>
     */
    public function bodies(): iterable
    {
        yield 'nothing' => [''];
        yield 'half of it' => ['{"which":"web"'];
        yield 'a form' => ['which=web'];
        yield 'a list' => ['[{"which":"web"}]'];
        yield 'an empty list' => ['[]'];
        yield 'a text' => ['"web"'];
        yield 'a number' => ['1'];
        yield 'null' => ['null'];
        yield 'two objects' => ['{"which":"web"}{"which":"web"}'];
        yield 'a comma too many' => ['{"which":"web",}'];
        yield 'single quotes' => ["{'which':'web'}"];
        yield 'a comment' => ['{"which":"web"/**/}'];
        yield 'a byte order mark' => ["\xef\xbb\xbf{\"which\":\"web\"}"];
        yield 'no UTF-8' => ["{\"which\":\"\xff\"}"];
        yield 'half a surrogate' => ['{"which":"\ud800"}'];
        yield 'a key that begins with NUL' => ['{"which":"web","\u0000a":1}'];
        yield 'a little too deep' => ['{"which":' . str_repeat('[', 16) . str_repeat(']', 16) . '}'];
        yield 'deep lists' => ['{"which":' . str_repeat('[', 30000) . str_repeat(']', 30000) . '}'];
        yield 'deep objects' => [str_repeat('{"which":', 6000) . '1' . str_repeat('}', 6000)];
    }

    /**
     * @dataProvider bodies
     */
    public function testBodiesThatAreNoObject(string $body): void
    {
        self::assertRefused(400, 'not-json', $this->api->post('guesses/start', $body));
        $this->assertNothingHappened();
    }

    /**
     * @return iterable<string, array{string, mixed, string}>
     */
    public function fields(): iterable
    {
        $a = self::ATTESTATION;
        $w = self::WAIVER;
        foreach (array_keys($a) as $name) {
            yield "attestation without $name" => ['attestations', array_diff_key($a, [$name => 0]), $name];
            yield "attestation: $name is a list" => ['attestations', [$name => ['x']] + $a, $name];
            yield "attestation: $name is null" => ['attestations', [$name => null] + $a, $name];
        }
        foreach (['', 'Own-Network', 'own network', "own-network\n", 'a/b', 'ё', str_repeat('a', 65), 7, true] as $item) {
            yield 'item ' . json_encode($item) => ['attestations', ['item' => $item] + $a, 'item'];
        }
        foreach (["a\nb", "a\0", "\u{7f}", "\u{85}", "\t", str_repeat('ё', 256)] as $subject) {
            yield 'subject ' . json_encode($subject) => ['attestations', ['subject' => $subject] + $a, 'subject'];
        }
        foreach (['', ' ', "\u{a0}\u{2003}", "\u{200b}", "yes\n", str_repeat('y', 1001), 1, false] as $answer) {
            yield 'answer ' . json_encode($answer) => ['attestations', ['answer' => $answer] + $a, 'answer'];
        }
        foreach (["\r\n", "\t", "\u{1b}[31m", str_repeat("\n", 2001)] as $note) {
            yield 'note ' . json_encode($note) => ['attestations', ['note' => $note] + $a, 'note'];
        }
        foreach ([0, -1, 3661, 1.5, '365', true, 1e300, PHP_INT_MAX] as $days) {
            yield 'validDays ' . json_encode($days) => ['attestations', ['validDays' => $days] + $a, 'validDays'];
        }
        foreach (['365.0', '3e2', '-0', '18446744073709551617', str_repeat('9', 400)] as $days) {
            $body = str_replace('365', $days, (string) json_encode($a));
            yield 'validDays written ' . substr($days, 0, 30) => ['attestations', $body, 'validDays'];
        }
        yield 'withdrawal without subject' => ['attestations/withdraw', ['item' => 'a'], 'subject'];
        yield 'withdrawal of a list' => ['attestations/withdraw', ['item' => ['a'], 'subject' => ''], 'item'];

        foreach (array_keys($w) as $name) {
            yield "waiver without $name" => ['waivers', array_diff_key($w, [$name => 0]), $name];
            yield "waiver: $name is an object" => ['waivers', [$name => ['a' => 'x']] + $w, $name];
        }
        yield 'waiver of no check' => ['waivers', ['check' => ''] + $w, 'check'];
        yield 'waiver of a finding on two lines' => ['waivers', ['finding' => "a\nb"] + $w, 'finding'];
        foreach (['', " \n ", "\u{200b}", "\0", str_repeat('r', 2001)] as $reason) {
            yield 'reason ' . json_encode($reason) => ['waivers', ['reason' => $reason] + $w, 'reason'];
        }
        $ends = [
            '', 'tomorrow', '+1 year', '2026-12-24', '2026-12-24T00:00:00', '2026-12-24 00:00:00Z', '2027-02-29T00:00:00Z',
            '2026-13-01T00:00:00Z', '2026-12-24T24:00:00Z', '2026-12-24T00:00:61Z', '2026-12-24T00:00:00+99:00',
            '2026-12-24T00:00:00Europe/Moscow', '2026-12-24T00:00:00Z ', "2026-12-24T00:00:00Z\n",
            // now is 2026-11-23T12:00:00+03:00
            '2026-11-23T09:00:00Z', '2026-11-23T11:59:59+03:00', '2025-11-23T00:00:00Z', '0000-01-01T00:00:00Z',
            '2036-11-30T12:00:01+03:00', '9999-12-31T23:59:59Z', '١٢٣٤-12-24T00:00:00Z', 1798000000,
        ];
        foreach ($ends as $end) {
            yield 'expiresAt ' . json_encode($end) => ['waivers', ['expiresAt' => $end] + $w, 'expiresAt'];
        }
        yield 'withdrawal without finding' => ['waivers/withdraw', ['check' => 'a'], 'finding'];

        foreach (['guesses/start', 'guesses/cancel'] as $resource) {
            foreach (['', 'sip', 'WEB', "web\0", 0, true, null, ['web']] as $which) {
                yield "$resource " . json_encode($which) => [$resource, ['which' => $which], 'which'];
            }
        }
        foreach (['', '2026-11-01', '2026-11-31 00:00:00', '2026-11-01 24:00:00', "2026-11-01 00:00:00\n", null, 5] as $time) {
            yield 'calls from ' . json_encode($time) => ['calls/start', ['from' => $time] + self::CALLS, 'from'];
        }
        foreach (['2026-11-01 00:00:00', '2026-10-01 00:00:00', '2027-11-03 00:00:00', ''] as $time) {
            yield 'calls to ' . json_encode($time) => ['calls/start', ['to' => $time] + self::CALLS, 'to'];
        }
        foreach (['before' => 367, 'dusk' => 25, 'dawn' => -1] as $name => $number) {
            yield "calls, $name" => ['calls/start', [$name => $number] + self::CALLS, $name];
        }
        foreach (['5', '5-4/11', '5-45/11', 'a-b/11', '55-66/1', '5-6/21', '5-6/0'] as $range) {
            $plain = [['provider' => 'P', 'ranges' => [$range]]];
            yield "plain numbers $range" => ['calls/start', ['plain' => $plain] + self::CALLS, 'plain[0].ranges'];
        }
        yield 'proof of another login' => ['passwords/prove', ['which' => 'ami', 'password' => 'x'], 'which'];
        foreach (['', "a\0b", str_repeat('p', 256), ['x'], 1, null] as $password) {
            $body = ['which' => 'web', 'password' => $password];
            yield 'password ' . json_encode($password) => ['passwords/prove', $body, 'password'];
            yield 'new password ' . json_encode($password) => ['passwords/judge', $body, 'password'];
        }
    }

    /**
     * @dataProvider fields
     *
     * @param mixed $body
     */
    public function testFieldsThatDoNotFitAreNamed(string $resource, $body, string $field): void
    {
        $answer = $this->api->post($resource, $body);
        self::assertRefused(422, 'invalid', $answer);
        self::assertSame("The field \"$field\" is missing or does not fit.", TestApi::at($answer, 'error', 'message'));
        $this->assertNothingHappened();
    }

    /**
     * @return iterable<string, array{string, array<string, mixed>}>
     */
    public function extras(): iterable
    {
        yield 'attestation' => ['attestations', self::ATTESTATION];
        yield 'its withdrawal' => ['attestations/withdraw', ['item' => 'a', 'subject' => '']];
        yield 'waiver' => ['waivers', self::WAIVER];
        yield 'withdrawal of a waiver' => ['waivers/withdraw', ['check' => 'a', 'finding' => '']];
        yield 'last judged' => ['last-judged', self::JUDGED];
        yield 'a start' => ['guesses/start', ['which' => 'web']];
        yield 'a cancellation' => ['guesses/cancel', ['which' => 'web']];
        yield 'calls' => ['calls/start', self::CALLS];
        yield 'a judgement' => ['passwords/judge', ['which' => 'web', 'password' => 'x']];
        yield 'a proof' => ['passwords/prove', ['which' => 'web', 'password' => 'x']];
    }

    /**
     * @dataProvider extras
     *
     * @param array<string, mixed> $body
     */
    public function testUnknownFieldsAreRefusedAndNotRepeated(string $resource, array $body): void
    {
        foreach (['by', 'at2', '', '0', '__proto__', 'sneaky-word'] as $extra) {
            $answer = $this->api->post($resource, $body + [$extra => 'boss']);
            self::assertRefused(422, 'invalid', $answer);
            self::assertStringNotContainsString('sneaky-word', $answer->body());
        }
        $this->assertNothingHappened();
    }

    /**
     * @return iterable<string, array{string, array<string, mixed>, string}>
     */
    public function queries(): iterable
    {
        yield 'an unknown part' => ['facts', ['parts' => 'sip,passwords'], 'parts'];
        yield 'parts as a list' => ['facts', ['parts' => ['sip']], 'parts'];
        yield 'parts with blanks' => ['facts', ['parts' => 'sip, ports'], 'parts'];
        yield 'a comma too many' => ['facts', ['parts' => 'sip,'], 'parts'];
        yield 'bytes' => ['facts', ['parts' => "\xff\0"], 'parts'];
        yield 'before as a list' => ['journal', ['before' => ['1']], 'before'];
        foreach (['0', '-1', '1.5', '1e3', ' 1', "1\n", 'x', '01', '9999999999999999'] as $number) {
            yield "before $number" => ['journal', ['before' => $number], 'before'];
            yield "limit $number" => ['journal', ['limit' => $number], 'limit'];
        }
        yield 'limit 501' => ['journal', ['limit' => '501'], 'limit'];
    }

    /**
     * @dataProvider queries
     *
     * @param array<string, mixed> $query
     */
    public function testQueriesThatDoNotFit(string $resource, array $query, string $field): void
    {
        $answer = $this->api->get($resource, $query);
        self::assertRefused(422, 'invalid', $answer);
        self::assertSame("The field \"$field\" is missing or does not fit.", TestApi::at($answer, 'error', 'message'));
    }

    public function testWhatIsTooLargeIsRefusedUnread(): void
    {
        $headers = $this->api->headers();
        $valid = (string) json_encode(self::ATTESTATION);
        $atMost = str_pad($valid, 65536);
        self::assertSame(201, $this->api->post('attestations', $atMost, $headers)->status(), '64 kB are allowed');
        self::assertRefused(413, 'too-large', $this->api->post('attestations', $atMost . ' ', $headers));

        $ask = function (string $body, ?int $declared) use ($headers): void {
            $answer = $this->api->ask(new Request('POST', 'attestations', [], $headers, $body, $declared));
            self::assertRefused(413, 'too-large', $answer);
        };
        $ask($valid, 65537);
        $ask(str_pad($valid, 65537), null);
        $ask(str_pad($valid, 65537), 10);
        $ask('', PHP_INT_MAX);

        $huge = '{"a":' . str_repeat('[', 10485760);
        $before = memory_get_peak_usage();
        $ask($huge, strlen($huge));
        self::assertLessThan(1048576, memory_get_peak_usage() - $before, 'it was not even copied');
    }

    public function testTheFirstThingThatIsWrongIsTold(): void
    {
        $all = ['Content-Type' => 'text/plain', 'Origin' => 'null', 'X-Security-Checklist' => 'x'];
        $large = str_repeat('[', 70000);
        self::assertRefused(415, 'not-json', $this->api->post('waivers', $large, $all));
        $all['Content-Type'] = 'application/json';
        self::assertRefused(413, 'too-large', $this->api->post('waivers', $large, $all));
        self::assertRefused(403, 'wrong-origin', $this->api->post('waivers', '[', $all));
        unset($all['Origin']);
        self::assertRefused(403, 'no-page-token', $this->api->post('waivers', '[', $all));
        self::assertRefused(400, 'not-json', $this->api->post('waivers', '['));
        self::assertRefused(401, 'not-signed-in', $this->api->post('waivers', '[', $all, Caller::nobody('')));
        self::assertRefused(405, 'wrong-method', $this->api->ask(new Request('PUT', 'waivers'), Caller::nobody('')));
    }

    public function testErrorsRepeatNothingOfTheRequest(): void
    {
        $mark = 'mark-of-the-asker';
        $answers = [
            $this->api->get($mark),
            $this->api->get('facts', ['parts' => $mark]),
            $this->api->get('journal', ['before' => $mark]),
            $this->api->post('attestations', $mark),
            $this->api->post('attestations', self::ATTESTATION, ['Origin' => "https://$mark"]),
            $this->api->post('attestations', self::ATTESTATION, ['X-Security-Checklist' => $mark]),
            $this->api->post('attestations', ['item' => $mark . '!'] + self::ATTESTATION),
            $this->api->post('attestations', ['note' => $mark . "\0"] + self::ATTESTATION),
            $this->api->post('attestations', [$mark => 1] + self::ATTESTATION),
            $this->api->post('passwords/prove', ['which' => 'web', 'password' => $mark . "\0"]),
            $this->api->post('passwords/prove', ['which' => $mark, 'password' => $mark]),
            $this->api->post('passwords/judge', ['which' => 'web', 'password' => $mark . "\0"]),
            $this->api->post('passwords/judge', ['which' => $mark, 'password' => $mark]),
        ];
        foreach ($answers as $answer) {
            self::assertGreaterThanOrEqual(400, $answer->status());
            self::assertStringNotContainsString($mark, $answer->body());
        }
        self::assertStringNotContainsString($mark, $this->api->everything());
    }

    private function assertNothingHappened(): void
    {
        self::assertSame('{"Attestations":[],"Waivers":[],"Journal":[],"Kept":[]}', $this->api->everything());
        self::assertSame([], $this->api->module->asked);
    }
}
