<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Root;

use LogicException;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Root\Answers;
use Modules\ModuleSecurityChecklist\Lib\Root\RootLine;
use Modules\ModuleSecurityChecklist\Test\Support\FakePbx;
use PHPUnit\Framework\TestCase;
use Throwable;

/**
 * Both ends of the line: what root reads arrives as it was read, whatever strangers wrote into it.
 */
final class RootLineTest extends TestCase
{
    private FakePbx $pbx;

    protected function setUp(): void
    {
        $this->pbx = new FakePbx();
    }

    public function testEverythingArrivesAsItWasRead(): void
    {
        $this->pbx->runningRules = [4 => ['-P INPUT ACCEPT', '-A INPUT -j DROP'], 6 => null];
        $this->pbx->jails = null;
        $this->pbx->devices = [
            [
                'account' => '101', 'address' => '192.0.2.7', 'userAgent' => "Yealink\n\u{1f4a5}</script>\"'",
                'transport' => 'tls',
            ],
        ];
        $line = $this->lineTo($this->pbx);
        self::assertSame(['-P INPUT ACCEPT', '-A INPUT -j DROP'], $line->runningRules(4));
        self::assertNull($line->runningRules(6));
        self::assertNull($line->jails());
        self::assertSame($this->pbx->devices, $line->devices());
        $jails = [['name' => 'dropbear', 'banned' => null], ['name' => 'asterisk_iax', 'banned' => 3]];
        $this->pbx->jails = $jails;
        $this->pbx->lxc = true;
        self::assertSame($jails, $line->jails());
        self::assertTrue($line->isLxc());
        self::assertSame($this->pbx->signIns, $line->signIns());
        self::assertSame($this->pbx->vpnPeers, $line->vpnPeers());
        $this->pbx->vpnPeers = null;
        self::assertNull($line->vpnPeers());
        $this->pbx->traces['copies'] = ['count' => 2, 'oldest' => 5, 'newest' => 7, 'complete' => false];
        $this->pbx->traces['kinds']['cron'] = ['items' => [[
            'id' => 'a', 'print' => 'b', 'what' => ['line' => "<script>\n\u{202e}"], 'absent' => null, 'present' => 7, 'by' => 'copies', 'former' => true,
        ]]];
        self::assertSame($this->pbx->traces, $line->traces());
    }

    public function testWhoIsIsolatedArrives(): void
    {
        $by = ['plan' => '0123456789abcdef', 'person' => 'admin', 'at' => '2026-11-30T22:00:00+00:00'];
        $this->pbx->isolation = [
            'isolated' => [
                'networks' => ['192.168.7.8'], 'phones' => [], 'v4' => 'mangle', 'v6' => null, 'dropped' => 17, 'by' => $by,
            ],
            'calls' => ['numbers' => ['112'], 'inForce' => true, 'by' => null],
            'brake' => [
                'limits' => ['account' => ['once' => 2, 'hour' => 10, 'day' => 0]], 'anytime' => ['201'], 'places' => ['DE'],
                'hours' => ['days' => ['mon', 'tue'], 'from' => '08:00', 'to' => '20:00'], 'inForce' => true, 'by' => $by,
            ],
        ];
        self::assertEquals($this->pbx->isolation, $this->lineTo($this->pbx)->isolation());
        $this->pbx->isolation = ['isolated' => null, 'calls' => null, 'brake' => null];
        self::assertSame($this->pbx->isolation, $this->lineTo($this->pbx)->isolation());
    }

    public function testPlansAreAskedForWithoutSayingWhich(): void
    {
        self::assertSame('{"answer":true}', (new Answers($this->pbx, $this->pbx, $this->pbx, $this->pbx, $this->pbx, $this->pbx))->to('plans'));
    }

    public function testBytesThatAreNoTextDoNotStopTheRest(): void
    {
        $this->pbx->devices = [
            ['account' => '101', 'address' => '192.0.2.7', 'userAgent' => "Snom \xff\x00", 'transport' => 'udp'],
        ];
        self::assertSame("Snom \u{fffd}\0", $this->lineTo($this->pbx)->devices()[0]['userAgent']);
    }

    public function testWhyItCouldNotBeReadArrivesToo(): void
    {
        $this->pbx->broken = new CannotRead(CannotRead::TIMEOUT, 'iptables');
        $broken = $this->brokenBy($this->pbx);
        self::assertSame([CannotRead::TIMEOUT, 'iptables'], [$broken->reason(), $broken->getMessage()]);
    }

    public function testAStrangersErrorTellsOnlyItsKind(): void
    {
        $this->pbx->broken = new LogicException('secret words');
        $broken = $this->brokenBy($this->pbx);
        self::assertSame([CannotRead::FAILED, LogicException::class], [$broken->reason(), $broken->getMessage()]);
    }

    /**
     * @dataProvider strangeQuestions
     */
    public function testNothingElseIsAnswered(string $question): void
    {
        self::assertSame('{"detail":"","reason":"not-supported"}', (new Answers($this->pbx, $this->pbx, $this->pbx, $this->pbx, $this->pbx, $this->pbx))->to($question));
    }

    /**
     * @return array<string, array{string}>
     */
    public function strangeQuestions(): array
    {
        return [
            'nothing' => [''],
            'another case' => ['DEVICES'],
            'an argument' => ['devices 101'],
            'a plan in the question' => ['plans {"steps":[]}'],
            'a shell' => ['devices; id'],
            'JSON' => ['{"ask":"devices"}'],
            'bytes' => ["\0\xff"],
            'a name of a method' => ['runningRules'],
        ];
    }

    /**
     * @dataProvider strangeAnswers
     */
    public function testAnswersOfAnotherShapeAreNotBelieved(string $answer): void
    {
        $line = self::saying($answer);
        foreach (['isLxc', 'devices', 'jails', 'vpnPeers', 'signIns', 'traces'] as $reading) {
            try {
                $line->{$reading}();
                self::fail("$reading believed $answer");
            } catch (CannotRead $refused) {
                self::assertSame(CannotRead::MISTYPED, $refused->reason());
            }
        }
    }

    /**
     * @return array<string, array{string}>
     */
    public function strangeAnswers(): array
    {
        return [
            'nothing' => [''],
            'no JSON' => ['Segmentation fault'],
            'a bare value' => ['7'],
            'a number' => ['{"answer":7}'],
            'a text' => ['{"answer":"yes"}'],
            'devices without a name' => ['{"answer":[{"address":"192.0.2.7"}]}'],
            'devices that are none' => ['{"answer":["101"]}'],
            'numbers for texts' => ['{"answer":[{"account":101,"address":"","userAgent":"","transport":""}]}'],
            'no reason' => ['{}'],
            'a reason of its own' => ['{"reason":"because"}'],
            'reason and detail of other types' => ['{"reason":7,"detail":[]}'],
        ];
    }

    /**
     * @dataProvider strangePrograms
     */
    public function testProgramsOfAnotherShapeAreNotBelieved(string $programs): void
    {
        $nobody = '{"since":null,"addresses":[],"nameless":0,"complete":true}';
        $this->expectExceptionObject(new CannotRead(CannotRead::MISTYPED, 'root worker'));
        self::saying('{"answer":{"web":' . $nobody . ',"ssh":' . $nobody . ',"programs":' . $programs . '}}')->signIns();
    }

    /**
     * @return iterable<string, array{string}>
     */
    public static function strangePrograms(): iterable
    {
        $with = static function (string $user): array {
            return ['{"since":null,"complete":true,"users":[' . $user . ']}'];
        };
        yield 'a text' => ['"crm"'];
        yield 'no users' => ['{"since":null,"complete":true}'];
        yield 'no flag' => ['{"since":null,"users":[]}'];
        yield 'a time that is a number' => ['{"since":7,"complete":true,"users":[]}'];
        yield 'a user that is a text' => $with('"crm"');
        yield 'a user without a name' => $with('{"pbx":null,"addresses":[],"complete":true}');
        yield 'a name that is a number' => $with('{"user":7,"pbx":null,"addresses":[],"complete":true}');
        yield 'a user without a flag' => $with('{"user":"crm","pbx":null,"addresses":[]}');
        yield 'a user without addresses' => $with('{"user":"crm","pbx":null,"complete":true}');
        yield 'the PBX without a number' => $with('{"user":"crm","pbx":{"last":"x"},"addresses":[],"complete":true}');
        yield 'the PBX as a flag' => $with('{"user":"crm","pbx":true,"addresses":[],"complete":true}');
        yield 'an address without a number' => $with(
            '{"user":"crm","pbx":null,"addresses":[{"address":"10.0.0.1","last":"x"}],"complete":true}'
        );
    }

    public function testWhoCameBackArrivesAsItWasSeen(): void
    {
        $this->pbx->rotations = [[
            'plan' => '0123456789abcdef', 'action' => 'rotate-sip-passwords', 'person' => 'boss', 'playedAt' => 1000, 'until' => 2000,
            'sheetClosed' => false, 'owners' => ['sip:204' => 'new'],
        ]];
        $this->pbx->seen = ['readTo' => 1500, 'isBehind' => true, 'owners' => [
            'sip:204' => ['back' => ['first' => 1100, 'last' => 1200, 'address' => '192.0.2.7'], 'refused' => null],
            'sip:205' => ['back' => null, 'refused' => ['count' => 2, 'last' => 1200, 'address' => '192.0.2.8']],
        ]];
        self::assertSame(
            ['rotations' => $this->pbx->rotations, 'seen' => $this->pbx->seen],
            $this->lineTo($this->pbx)->returns()
        );
        $this->pbx->brokenLog = new CannotRead(CannotRead::MISSING, 'security_log');
        self::assertSame(['unknown' => 'missing', 'detail' => 'security_log'], $this->lineTo($this->pbx)->returns()['seen']);
    }

    /**
     * @dataProvider strangeComebacks
     */
    public function testWhoCameBackInAnotherShapeIsNotBelieved(string $seen): void
    {
        $this->expectExceptionObject(new CannotRead(CannotRead::MISTYPED, 'root worker'));
        self::saying('{"answer":{"rotations":[],"seen":' . $seen . '}}')->returns();
    }

    /**
     * @return array<string, array{string}>
     */
    public static function strangeComebacks(): array
    {
        return [
            'nothing' => ['null'],
            'no flag' => ['{"readTo":null,"owners":{}}'],
            'a time as a text' => ['{"readTo":"1","isBehind":false,"owners":{}}'],
            'no list' => ['{"readTo":null,"isBehind":false,"owners":7}'],
            'a success without a time' => ['{"readTo":null,"isBehind":false,"owners":{"sip:1":{"back":{"address":"x"}}}}'],
            'a refusal without an address' => ['{"readTo":null,"isBehind":false,"owners":{"sip:1":{"refused":{"count":1,"last":2}}}}'],
            'an owner that is none' => ['{"readTo":null,"isBehind":false,"owners":{"sip:1":"back"}}'],
        ];
    }

    public function testRulesOfAnotherShapeAreNotBelieved(): void
    {
        $this->expectExceptionObject(new CannotRead(CannotRead::MISTYPED, 'root worker'));
        self::saying('{"answer":["-P INPUT ACCEPT",7]}')->runningRules(4);
    }

    private function brokenBy(FakePbx $readings): CannotRead
    {
        try {
            $this->lineTo($readings)->isLxc();
        } catch (CannotRead $broken) {
            return $broken;
        } catch (Throwable $other) {
            self::fail('another error came through: ' . get_class($other));
        }
        self::fail('no error came through');
    }

    private function lineTo(FakePbx $readings): RootLine
    {
        return new RootLine(new class (new Answers($readings, $readings, $readings, $readings, $readings, $readings)) implements Line {
            private Answers $answers;

            public function __construct(Answers $answers)
            {
                $this->answers = $answers;
            }

            public function ask(string $question): string
            {
                return $this->answers->to($question);
            }
        });
    }

    private static function saying(string $answer): RootLine
    {
        return new RootLine(new class ($answer) implements Line {
            private string $answer;

            public function __construct(string $answer)
            {
                $this->answer = $answer;
            }

            public function ask(string $question): string
            {
                return $this->answer;
            }
        });
    }
}
