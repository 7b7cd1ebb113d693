<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Closure;
use LogicException;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;
use Modules\ModuleSecurityChecklist\Lib\Store\FlagsSwitch;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\PatchFiles;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * What the marks beside settings are made of, and the switch of each person.
 */
final class FlagsTest extends ApiTestCase
{
    private const PARTS = ['parts' => 'system,patch,secrets,sip,waivers'];
    private const OFF = '{"on":false,"facts":null,"lastJudged":null}';

    public function testAreTheFactsOfTheAskedPartsAndLastJudged(): void
    {
        $this->api->post('last-judged', self::JUDGED);
        $query = ['parts' => 'sip,ports'];
        $facts = $this->api->get('facts', $query)->body();
        $judged = $this->api->get('last-judged')->body();
        $answer = $this->api->get('flags', $query);
        self::assertSame(200, $answer->status());
        self::assertSame('{"on":true,"facts":' . $facts . ',"lastJudged":' . $judged . '}', $answer->body());
        $tag = $answer->headers()['ETag'] ?? '';
        self::assertMatchesRegularExpression('/\A"[0-9a-f]{64}"\z/', $tag);
        self::assertEqualsCanonicalizing([
            'Content-Type' => 'application/json',
            'Cache-Control' => 'no-store',
            'X-Content-Type-Options' => 'nosniff',
            'X-Frame-Options' => 'DENY',
            'Content-Security-Policy' => "default-src 'none'; frame-ancestors 'none'",
            'ETag' => $tag,
        ], $answer->headers());
    }

    public function testWithoutPartsNothingIsReadOfThePbx(): void
    {
        $this->api->needs->reader = self::noReader();
        foreach ([[], ['parts' => '']] as $query) {
            $answer = $this->api->get('flags', $query);
            self::assertSame('{"on":true,"facts":null,"lastJudged":null}', $answer->body());
            self::assertNotSame('', $answer->headers()['ETag'] ?? '');
        }
    }

    public function testAPartThatDoesNotExistIsRefused(): void
    {
        foreach (['nothing', 'sip,', 'sip,nothing', ' sip', ['sip']] as $parts) {
            self::assertRefused(422, 'invalid', $this->api->get('flags', ['parts' => $parts]));
        }
    }

    public function testOfWhoSwitchedThemOffNothingIsRead(): void
    {
        $this->api->post('last-judged', self::JUDGED);
        $answer = $this->api->post('flags-switch', ['on' => false]);
        self::assertSame([200, '{"on":false}'], [$answer->status(), $answer->body()]);
        $this->api->needs->reader = self::noReader();
        self::assertSame(self::OFF, $this->api->get('flags', self::PARTS)->body());
    }

    public function testEachPersonHasASwitch(): void
    {
        $this->api->post('flags-switch', ['on' => false]);
        $this->api->post('flags-switch', ['on' => false]);
        self::assertFalse($this->isOn(TestApi::admin()));
        self::assertFalse($this->isOn(TestApi::admin('boss', 'another session')), 'whichever login it is');
        foreach (['BOSS', 'boss ', 'bos', "boss\0", '0', ''] as $name) {
            self::assertTrue($this->isOn(TestApi::admin($name)), $name);
        }
        self::assertSame('{"on":true}', $this->api->post('flags-switch', ['on' => true])->body());
        self::assertTrue($this->isOn(TestApi::admin()));
    }

    public function testOddNamesAreToldFromEachOther(): void
    {
        $names = ["\xff", "\xfe", '0', '00', "a\nb", '{"a":1}', "Б'); DROP TABLE x", str_repeat('n', 5000)];
        foreach ($names as $name) {
            $caller = TestApi::admin($name);
            self::assertTrue($this->isOn($caller));
            self::assertSame(200, $this->api->post('flags-switch', ['on' => false], [], $caller)->status());
            self::assertFalse($this->isOn($caller));
        }
        self::assertSame(200, $this->api->post('flags-switch', ['on' => true], [], TestApi::admin("\xff"))->status());
        self::assertSame([true, false], [$this->isOn(TestApi::admin("\xff")), $this->isOn(TestApi::admin("\xfe"))]);
    }

    public function testOfTooManyPersonsTheFirstOnesSeeThemAgain(): void
    {
        $switch = new FlagsSwitch(new Kept($this->api->needs->storage));
        $this->api->needs->storage->atOnce(static function () use ($switch): void {
            foreach (range(1, FlagsSwitch::MOST + 1) as $person) {
                $switch->put("person $person", false);
            }
        });
        self::assertTrue($this->isOn(TestApi::admin('person 1')));
        self::assertFalse($this->isOn(TestApi::admin('person 2')));
        self::assertFalse($this->isOn(TestApi::admin('person ' . (FlagsSwitch::MOST + 1))));
        self::assertLessThan(100000, strlen($this->api->everything()));
    }

    public function testWhoIsNoPersonHasNoSwitch(): void
    {
        foreach (['1', ''] as $name) {
            (new FlagsSwitch(new Kept($this->api->needs->storage)))->put($name, false);
        }
        self::assertTrue($this->isOn(Caller::key('1', '192.168.7.8')));
        self::assertTrue($this->isOn(Caller::process('127.0.0.1')));
    }

    public function testWhatIsDamagedIsOn(): void
    {
        foreach (['{"a"', '[7, null, ["x"]]', '"x"', ''] as $damaged) {
            $this->api->post('flags-switch', ['on' => false]);
            $sql = 'UPDATE m_ModuleSecurityChecklist_Kept SET value = :value';
            $this->api->needs->storage->write($sql, ['value' => $damaged]);
            self::assertTrue($this->isOn(TestApi::admin()), $damaged);
        }
    }

    /**
     * @return iterable<string, array{mixed}>
     */
    public function misfits(): iterable
    {
        foreach ([null, 0, 1, '', 'false', 'on', [], ['on' => false]] as $on) {
            yield (string) json_encode($on) => [['on' => $on]];
        }
        yield 'nothing' => [(object) []];
        yield 'more' => [['on' => false, 'person' => 'boss']];
        yield 'another name' => [['off' => true]];
    }

    /**
     * @dataProvider misfits
     *
     * @param mixed $body
     */
    public function testTheSwitchIsTrueOrFalse($body): void
    {
        self::assertRefused(422, 'invalid', $this->api->post('flags-switch', $body));
        self::assertTrue($this->isOn(TestApi::admin()));
    }

    public function testAForgedWriteSwitchesNothing(): void
    {
        $forged = [
            'wrong-origin' => ['Origin' => 'https://evil.example'],
            'no-page-token' => ['X-Security-Checklist' => null],
            'not-json' => ['Content-Type' => 'text/plain'],
        ];
        foreach ($forged as $code => $headers) {
            $status = $code === 'not-json' ? 415 : 403;
            self::assertRefused($status, $code, $this->api->post('flags-switch', ['on' => false], $headers));
        }
        $ofAnother = ['X-Security-Checklist' => $this->api->token(TestApi::admin('other'))];
        self::assertRefused(403, 'no-page-token', $this->api->post('flags-switch', ['on' => false], $ofAnother));
        self::assertTrue($this->isOn(TestApi::admin()));
    }

    public function testAPreferenceIsNotInTheJournal(): void
    {
        $this->api->post('flags-switch', ['on' => false]);
        $this->api->post('flags-switch', ['on' => true]);
        self::assertSame([], $this->api->journal());
    }

    public function testWhoHasThemAlreadyGetsNoBody(): void
    {
        $tag = $this->tag();
        foreach ([$tag, "W/$tag", "\"a\", W/$tag", '*'] as $held) {
            $answer = $this->api->get('flags', self::PARTS, ['If-None-Match' => $held]);
            self::assertSame([304, ''], [$answer->status(), $answer->body()]);
            self::assertSame([$tag, 'no-store'], [$answer->headers()['ETag'], $answer->headers()['Cache-Control']]);
        }
        self::assertSame(200, $this->api->get('flags', self::PARTS, ['If-None-Match' => '"a"'])->status());

        $this->api->post('flags-switch', ['on' => false]);
        $off = $this->tag();
        self::assertSame(304, $this->api->get('flags', self::PARTS, ['If-None-Match' => $off])->status());
        self::assertSame(200, $this->api->get('flags', self::PARTS, ['If-None-Match' => $tag])->status());
    }

    public function testTheTagDoesNotMoveWithTheClock(): void
    {
        $tags = [];
        foreach (['2026-11-23T00:00:00', '2026-11-23T12:00:01', '2026-11-23T23:59:59'] as $now) {
            $this->api->clock->now = $now . '+03:00';
            $tags[$this->tag()] = true;
        }
        self::assertCount(1, $tags);
    }

    /**
     * @return iterable<string, array{Closure(TestApi): void}>
     */
    public function changes(): iterable
    {
        yield 'a day, of the PBX' => [static function (TestApi $api): void {
            $api->clock->now = '2026-11-24T00:00:00+03:00';
        }];
        yield 'a waiver' => [static function (TestApi $api): void {
            $api->post('waivers', self::WAIVER);
        }];
        yield 'last judged' => [static function (TestApi $api): void {
            $api->post('last-judged', self::JUDGED);
        }];
        yield 'what changed since' => [static function (TestApi $api): void {
            (new Stale(new Kept($api->needs->storage), $api->clock))->mark(['firewall']);
        }];
        yield 'the switch' => [static function (TestApi $api): void {
            $api->post('flags-switch', ['on' => false]);
        }];
        yield 'a secret' => [static function (TestApi $api): void {
            $api->pbx->rows->rows("UPDATE m_Sip SET secret = ''");
        }];
        yield 'a setting' => [static function (TestApi $api): void {
            $api->pbx->rows->rows("UPDATE m_PbxSettings SET value = 'other' WHERE key = 'SIPAuthPrefix'");
        }];
        yield 'the release' => [static function (TestApi $api): void {
            $api->pbx->rows->rows("UPDATE m_PbxSettings SET value = '2027.1.1' WHERE key = 'PBXVersion'");
        }];
        yield 'the patch' => [static function (TestApi $api): void {
            $api->pbx->files->files = PatchFiles::OPEN;
        }];
        yield 'a part that can no longer be read' => [static function (TestApi $api): void {
            $api->pbx->rows->rows('ALTER TABLE m_PbxSettings RENAME TO away');
        }];
    }

    /**
     * @dataProvider changes
     *
     * @param Closure(TestApi): void $change
     */
    public function testTheTagMovesWithWhatTheyAreMadeOf(Closure $change): void
    {
        $this->api->post('last-judged', ['checks' => []] + self::JUDGED);
        $before = $this->tag();
        self::assertSame($before, $this->tag());
        $change($this->api);
        self::assertNotSame($before, $this->tag());
    }

    public function testOtherPartsHaveAnotherTag(): void
    {
        $tags = [];
        foreach (['', 'sip', 'ports', 'sip,ports', 'system', 'patch'] as $parts) {
            $tags[] = $this->api->get('flags', ['parts' => $parts])->headers()['ETag'];
        }
        self::assertSame($tags, array_unique($tags));
    }

    private function tag(): string
    {
        return $this->api->get('flags', self::PARTS)->headers()['ETag'] ?? '';
    }

    private function isOn(Caller $caller): bool
    {
        $on = TestApi::at($this->api->get('flags', [], [], $caller), 'on');
        self::assertIsBool($on);
        return $on;
    }

    /**
     * @return Closure(): FactsReader
     */
    private static function noReader(): Closure
    {
        return static function (): FactsReader {
            throw new LogicException('somebody reads');
        };
    }
}
