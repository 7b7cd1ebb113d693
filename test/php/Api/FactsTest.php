<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

final class FactsTest extends ApiTestCase
{
    public function testAllPartsOrTheAskedOnes(): void
    {
        $names = PartList::reader($this->api->pbx->sources)->names();
        foreach ([[], ['parts' => ''], ['_url' => '/api/facts'], ['parts' => implode(',', $names)]] as $query) {
            $parts = TestApi::at($this->api->get('facts', $query), 'parts');
            self::assertSame($names, array_keys((array) $parts));
        }
        $parts = TestApi::at($this->api->get('facts', ['parts' => 'sip,ports,sip']), 'parts');
        self::assertSame(['ports', 'sip'], array_keys((array) $parts));
    }

    public function testIsJsonThatNobodyKeepsWithTheDigestAsItsTag(): void
    {
        $answer = $this->api->get('facts', ['parts' => 'sip']);
        $digest = PartList::reader($this->api->pbx->sources)->read('', ['sip'])->digest();
        self::assertSame(200, $answer->status());
        self::assertEqualsCanonicalizing([
            'Content-Type' => 'application/json',
            'Cache-Control' => 'no-store',
            'X-Content-Type-Options' => 'nosniff',
            'X-Frame-Options' => 'DENY',
            'Content-Security-Policy' => "default-src 'none'; frame-ancestors 'none'",
            'ETag' => '"' . $digest . '"',
        ], $answer->headers());
    }

    /**
     * @return iterable<string, array{string, bool}>
     */
    public function tags(): iterable
    {
        yield 'the tag' => ['"%"', true];
        yield 'weakened' => ['W/"%"', true];
        yield 'anything' => ['*', true];
        yield 'among others' => ['"a", W/"%" ,"b"', true];
        yield 'without a blank' => ['"a","%"', true];
        yield 'another' => ['"a"', false];
        yield 'without quotes' => ['%', false];
        yield 'weakened in small letters' => ['w/"%"', false];
        yield 'a part of it' => ['"x%"', false];
        yield 'none' => ['', false];
        yield 'rubbish' => [",,\xff,W/", false];
    }

    /**
     * @dataProvider tags
     */
    public function testWhoHasThemAlreadyGetsNoBody(string $held, bool $isHeld): void
    {
        $tag = $this->api->get('facts', ['parts' => 'sip'])->headers()['ETag'];
        $this->api->clock->now = '2026-11-23T13:00:00+03:00';
        $sent = ['If-None-Match' => str_replace('%', trim($tag, '"'), $held)];
        $answer = $this->api->get('facts', ['parts' => 'sip'], $sent);
        self::assertSame($isHeld ? 304 : 200, $answer->status());
        self::assertSame($isHeld, $answer->body() === '');
        self::assertSame($tag, $answer->headers()['ETag']);
        self::assertSame('no-store', $answer->headers()['Cache-Control']);
        self::assertSame(!$isHeld, isset($answer->headers()['Content-Type']));
    }

    public function testOtherPartsHaveAnotherTag(): void
    {
        $tag = $this->api->get('facts', ['parts' => 'sip'])->headers()['ETag'];
        self::assertSame(200, $this->api->get('facts', ['parts' => 'ports'], ['If-None-Match' => $tag])->status());
    }

    public function testWhatPersonsConfirmIsInThemAtOnce(): void
    {
        $query = ['parts' => 'attestations,waivers'];
        $tag = $this->api->get('facts', $query)->headers()['ETag'];
        $attestation = TestApi::data($this->api->post('attestations', self::ATTESTATION));
        $waiver = TestApi::data($this->api->post('waivers', self::WAIVER));
        $answer = $this->api->get('facts', $query, ['If-None-Match' => $tag]);
        self::assertSame(200, $answer->status());
        // The facts are canonical: keys in their order.
        self::assertEquals([$attestation], TestApi::at($answer, 'parts', 'attestations', 'data'));
        self::assertEquals([$waiver], TestApi::at($answer, 'parts', 'waivers', 'data'));
    }

    /**
     * @return iterable<string, array{array<string, string>, string}>
     */
    public function hosts(): iterable
    {
        yield 'a name' => [['Host' => 'pbx.example'], 'https://pbx.example'];
        yield 'IPv6' => [['HOST' => '[fd00::1]:8443'], 'https://[fd00::1]:8443'];
        yield 'none' => [['Host' => ''], ''];
        yield 'hostile' => [['Host' => 'pbx"><script>'], ''];
        yield 'two lines' => [['Host' => "pbx\n"], ''];
        yield 'huge' => [['Host' => str_repeat('a', 256)], ''];
    }

    /**
     * @dataProvider hosts
     *
     * @param array<string, string> $headers
     */
    public function testThePbxIsCalledAsTheAskerCallsIt(array $headers, string $address): void
    {
        $answer = $this->api->ask(new Request('GET', 'facts', [], $headers));
        self::assertSame($address, TestApi::at($answer, 'pbx', 'address'));
    }
}
