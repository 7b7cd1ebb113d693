<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\RuleId;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use OutOfBoundsException;
use PHPUnit\Framework\TestCase;

/**
 * What somebody wants of a plan, and which rule a step means: as they are handed over.
 */
final class WishTest extends TestCase
{
    public function testAWishIsReadAsItIsWritten(): void
    {
        foreach (Wish::ALL as $kind) {
            $wish = new Wish($kind, 'plan1', 'boss', '192.168.7.50', 'hash', new Arrival(new Connection('7 9', 12)));
            self::assertEquals($wish, Wish::read($wish->written()), $kind);
        }
        self::assertNull(Wish::read(['kind' => 'fly', 'plan' => 'plan1']));
        self::assertNull(Wish::read(['plan' => 'plan1']));
        $odd = Wish::read(['kind' => Wish::REVERT, 'plan' => 7, 'person' => ['boss']]);
        self::assertNotNull($odd);
        self::assertSame(['', '', ''], [$odd->plan(), $odd->person(), $odd->nonce()]);
    }

    public function testItIsAboutOnePlanOrAboutWhicheverItIs(): void
    {
        self::assertTrue((new Wish(Wish::REVERT, 'plan1'))->isAbout('plan1'));
        self::assertFalse((new Wish(Wish::REVERT, 'plan1'))->isAbout('plan2'));
        self::assertTrue((new Wish(Wish::LEAVE))->isAbout('plan2'));
    }

    public function testARuleIsThereAlreadyOrMadeByAStep(): void
    {
        $known = RuleId::known(7);
        self::assertSame([null, 7, '7', 7], [$known->place(), $known->find(new Made()), $known->text(), $known->written()]);
        $made = RuleId::madeBy(2);
        self::assertSame([2, null, 'step2', ['$from' => 'step2.id']], [$made->place(), $made->find(new Made([0 => 9])), $made->text(), $made->written()]);
        self::assertSame(9, $made->find(new Made([2 => 9])));
    }

    /**
     * @dataProvider ids
     */
    public function testARuleAsAPlanSaysIt(string $json, ?string $text): void
    {
        $fields = new Fields((object) ['id' => json_decode($json)], ['id'], '');
        try {
            $read = RuleId::read($fields, 'id')->text();
        } catch (Refused $unfit) {
            $read = null;
        }
        self::assertSame($text, $read);
    }

    /**
     * @return list<array{string, string|null}>
     */
    public function ids(): array
    {
        return [
            ['1', '1'], ['0', null], ['2147483647', '2147483647'], ['2147483648', null], ['"1"', null],
            ['{"$from":"step1.id"}', 'step1'], ['{"$from":"step9999.id"}', 'step9999'], ['{"$from":"step0.id"}', null],
            ['{"$from":"step10000.id"}', null], ['{"$from":"step1"}', null],
        ];
    }

    public function testAStepThatMadeNothingHasNoId(): void
    {
        self::assertSame(9, (new Made([2 => 9]))->id(2));
        $this->expectException(OutOfBoundsException::class);
        (new Made([2 => 9]))->id(1);
    }
}
