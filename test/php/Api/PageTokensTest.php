<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\PageTokens;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFingerprints;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;
use PHPUnit\Framework\TestCase;

final class PageTokensTest extends TestCase
{
    private FakeClock $clock;
    private PageTokens $tokens;

    protected function setUp(): void
    {
        $this->clock = new FakeClock('2026-11-23T12:00:00+03:00');
        $this->tokens = new PageTokens(new FakeFingerprints(), $this->clock);
    }

    public function testFitsWhomItWasMadeFor(): void
    {
        $token = $this->tokens->make(TestApi::admin());
        self::assertMatchesRegularExpression('/^\d{10}\.[0-9a-f]{32}$/', $token);
        self::assertTrue($this->tokens->fits(TestApi::admin(), $token));
        self::assertTrue($this->tokens->fits(Caller::person('boss', true, 'session 1', '10.9.9.9'), $token), 'elsewhere');
    }

    /**
     * @return iterable<string, array{Caller}>
     */
    public function others(): iterable
    {
        yield 'another person' => [TestApi::admin('deputy')];
        yield 'another login' => [TestApi::admin('boss', 'session 2')];
        yield 'a name that runs into the login' => [TestApi::admin('bosss', 'ession 1')];
        yield 'lengths in the name' => [TestApi::admin('boss9:session 1', '')];
        yield 'a key of that name' => [Caller::key('boss', '')];
        yield 'a process' => [Caller::process('')];
    }

    /**
     * @dataProvider others
     */
    public function testFitsNobodyElse(Caller $other): void
    {
        self::assertFalse($this->tokens->fits($other, $this->tokens->make(TestApi::admin())));
    }

    public function testNoneOfItsCharactersMayBeAnother(): void
    {
        $token = $this->tokens->make(TestApi::admin());
        for ($at = 0; $at < strlen($token); $at++) {
            foreach (['0', '1', 'f', '.', 'A', "\n", ''] as $character) {
                $other = substr_replace($token, $character, $at, 1);
                self::assertSame($other === $token, $this->tokens->fits(TestApi::admin(), $other), $other);
            }
        }
        foreach (['', '.', ' ' . $token, $token . "\n", $token . '0', strtoupper($token), "0$token", "-$token"] as $other) {
            self::assertSame($other === $token, $this->tokens->fits(TestApi::admin(), $other));
        }
    }

    public function testAnotherPbxMakesOthers(): void
    {
        $fingerprints = new FakeFingerprints();
        $fingerprints->key = 'another key';
        $other = new PageTokens($fingerprints, $this->clock);
        self::assertFalse($other->fits(TestApi::admin(), $this->tokens->make(TestApi::admin())));
    }

    /**
     * @return iterable<string, array{string, bool}>
     */
    public function times(): iterable
    {
        yield 'at once' => ['2026-11-23T12:00:00+03:00', true];
        yield 'in another time zone' => ['2026-11-23T09:00:00+00:00', true];
        yield 'just before its end' => ['2026-11-23T23:59:59+03:00', true];
        yield 'at its end' => ['2026-11-24T00:00:00+03:00', false];
        yield 'years later' => ['2036-11-23T12:00:00+03:00', false];
        yield 'the clock was put back a little' => ['2026-11-23T11:55:00+03:00', true];
        yield 'the clock was put back more' => ['2026-11-23T11:54:59+03:00', false];
        yield 'the clock lost a year' => ['2025-11-23T12:00:00+03:00', false];
        yield 'the clock began anew' => ['1970-01-01T00:00:00+00:00', false];
        yield 'before there were clocks' => ['1901-01-01T00:00:00+00:00', false];
    }

    /**
     * @dataProvider times
     */
    public function testIsGoodForHalfADay(string $now, bool $fits): void
    {
        $token = $this->tokens->make(TestApi::admin());
        $this->clock->now = $now;
        self::assertSame($fits, $this->tokens->fits(TestApi::admin(), $token));
    }

    public function testAClockThatJumpsBackAYearRevivesNoTokenAndNewOnesWork(): void
    {
        $old = $this->tokens->make(TestApi::admin());
        $this->clock->now = '2026-11-25T12:00:00+03:00';
        self::assertFalse($this->tokens->fits(TestApi::admin(), $old));
        $this->clock->now = '2025-11-23T12:00:00+03:00';
        self::assertFalse($this->tokens->fits(TestApi::admin(), $old));
        $new = $this->tokens->make(TestApi::admin());
        self::assertTrue($this->tokens->fits(TestApi::admin(), $new));
        $this->clock->now = '2026-11-25T12:00:00+03:00';
        self::assertFalse($this->tokens->fits(TestApi::admin(), $new));
    }
}
