<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Brake\Brake;
use Modules\ModuleSecurityChecklist\Lib\Brake\BrakeDialplan;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Brakes;
use PHPUnit\Framework\TestCase;
use stdClass;

final class BrakeTest extends TestCase
{
    private const DIAL = "\tsame => n,Dial(\${DIAL_COMMAND},600,\${DOPTIONS}TK)\n";

    public function testEachWayOutIsBraked(): void
    {
        $dialplan = new BrakeDialplan(self::brake());
        $own = $dialplan->contexts();
        $one = self::wayOut(['id' => '5', 'prepend' => '9']);
        self::assertTrue($dialplan->isIn($own . $one));
        // As Core writes it between comments of its own.
        self::assertTrue($dialplan->isIn("\n; ***** BEGIN BY ModuleSecurityChecklist\n" . rtrim($own) . "\n; ***** END\n" . $one . $one));
        self::assertTrue(BrakeDialplan::isAnywhereIn($one));
        self::assertFalse(BrakeDialplan::isAnywhereIn(self::DIAL));
    }

    public function testOneThatIsNotBrakedIsSeen(): void
    {
        $dialplan = new BrakeDialplan(self::brake());
        $one = self::wayOut(['id' => '5']);
        self::assertFalse($dialplan->isIn($one), 'no contexts');
        self::assertFalse($dialplan->isIn($dialplan->contexts() . $one . self::DIAL), 'a way out without');
        $others = new BrakeDialplan(self::brake(['places' => ['US']]));
        self::assertFalse($others->isIn($dialplan->contexts() . $one), 'other rules');
    }

    public function testNumbersAreLookedUpByPatterns(): void
    {
        $text = (new BrakeDialplan(self::brake()))->contexts();
        foreach (
            [
                'exten => 112,1,Return(free)', 'exten => _8495XXXXXXX,1,Return(free)', 'exten => _XXXX,1,Return(free)',
                'exten => _810XXXXX!,1,Goto(security-checklist-brake-world,${EXTEN:3},1)',
                "exten => _0018XXXXX!,1,Gosub(security-checklist-brake-world,\${EXTEN:4},1)\n"
                    . "\tsame => n,ExecIf(\$[\"\${GOSUB_RETVAL}\" != \"unknown\"]?Return(\${GOSUB_RETVAL}))\n"
                    . "\tsame => n,Goto(security-checklist-brake-world,\${EXTEN:2},1)\n",
                'exten => _XXXXXXXXX!,1,Goto(security-checklist-brake-bare,${EXTEN},1)', 'exten => _7840XXXXXXX,1,Return(N7840)',
            ] as $line
        ) {
            self::assertStringContainsString($line, $text);
        }
    }

    public function testOnlyLimitsThatThereAreAreCounted(): void
    {
        $text = (new BrakeDialplan(self::brake()))->contexts();
        self::assertStringContainsString('GROUP_COUNT(${who}@scbaccount)} > 2', $text);
        self::assertStringNotContainsString('GROUP_COUNT(${ARG1}@scbroute)', $text);
        self::assertStringContainsString('hour-account-${who}', $text);
        self::assertStringNotContainsString('day-account-', $text);
        self::assertStringContainsString('GotoIfTime(08:00-20:29,fri,*,*?open)', $text);
        $always = (new BrakeDialplan(self::brake(['hours' => null])))->contexts();
        self::assertStringNotContainsString('GotoIfTime', $always);
        $nobody = (new BrakeDialplan(self::brake(['anytime' => [], 'places' => []])))->contexts();
        self::assertStringContainsString('REGEX("^( )$" ${place})', $nobody);
    }

    public function testARouteIsTakenWithoutWhatIsNone(): void
    {
        $dialplan = new BrakeDialplan(self::brake());
        $lines = $dialplan->linesFor(['id' => "5)\nsame => n,System(id", 'prepend' => '+7 (9)']);
        self::assertStringContainsString('s,1(5samenSystemid,3,${EXTEN},0))', $lines);
        self::assertStringContainsString('s,1(,0,${EXTEN},0))', $dialplan->linesFor([]));
        self::assertStringContainsString('s,1(5,0,${EXTEN},1))', $dialplan->linesFor(['id' => 5, 'prepend' => '9']), 'for a gateway');
    }

    public function testWhatIsWrittenIsRead(): void
    {
        $brake = self::brake();
        $again = Brake::read($brake->written());
        self::assertNotNull($again);
        self::assertSame($brake->written(), $again->written());
        self::assertSame($brake->print(), $again->print());
        self::assertNotSame($brake->print(), self::brake(['places' => []])->print());
        self::assertSame(['limits', 'hours', 'anytime', 'places'], array_keys($brake->told()));
        foreach (['', '[]', '{}', 'null', '{"limits":1}'] as $none) {
            self::assertNull(Brake::read($none), $none);
        }
    }

    /**
     * @dataProvider strange
     *
     * @param array<string, mixed> $change
     */
    public function testNothingElseComesIntoTheDialplan(array $change): void
    {
        $this->expectException(Refused::class);
        self::brake($change);
    }

    /**
     * @return array<string, array{array<string, mixed>}>
     */
    public static function strange(): array
    {
        $row = static function (string $goes, string $head): array {
            return [['goes' => $goes, 'heads' => [$head]]];
        };
        return [
            'a head' => [['first' => $row('free', '1),1,System(id')]],
            'a head of less than nothing' => [['first' => $row('free', '8495/3')]],
            'an empty one' => [['first' => $row('free', '/0')]],
            'one that is too long' => [['first' => $row('free', '8/41')]],
            'where it goes' => [['first' => $row('free)', '8/4')]],
            'a way that only the first table has' => [['world' => $row('bare', '8/4')]],
            'a cut there' => [['bare' => $row('cut2', '8/4')]],
            'a country' => [['places' => ['de']]],
            'an account' => [['anytime' => ['2 01']]],
            'a code' => [['codes' => ['+7']]],
            'a number' => [['numbers' => ['112)']]],
            'a day' => [['hours' => ['days' => ['day'], 'from' => '08:00', 'to' => '09:00']]],
            'no day' => [['hours' => ['days' => [], 'from' => '08:00', 'to' => '09:00']]],
            'a time' => [['hours' => ['days' => ['mon'], 'from' => '8:00', 'to' => '09:00']]],
            'hours over midnight' => [['hours' => ['days' => ['mon'], 'from' => '22:00', 'to' => '06:00']]],
            'no hours at all' => [['hours' => 'always']],
            'a limit' => [['limits' => ['account' => ['once' => -1, 'hour' => 0, 'day' => 0]] + Brakes::RULES['limits']]],
            'limits of less' => [['limits' => ['account' => Brakes::RULES['limits']['account']]]],
        ];
    }

    /**
     * @param array<string, mixed> $change
     */
    private static function brake(array $change = []): Brake
    {
        $object = json_decode((string) json_encode($change + Brakes::RULES));
        return Brake::of(new Fields($object instanceof stdClass ? $object : new stdClass(), Brake::FIELDS));
    }

    /**
     * @param array<mixed> $route
     */
    private static function wayOut(array $route): string
    {
        return "[SIP-1-5-outgoing]\nexten => _X!,1,Set(number=\${EXTEN})\n\t" . trim((new BrakeDialplan(self::brake()))->linesFor($route)) . "\n\t"
            . trim(self::DIAL) . "\n";
    }
}
